# SPDX-License-Identifier: GPL-3.0-or-later
"""The organisation's own questions, and the words and codes of every list."""

from array import array
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop.core import code_usage, codes, i18n
from desktop.core.codes import Code
from desktop.core.fields import specs
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import own_service
from desktop.organisation.own_model import CustomField
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, scrolled, wrapped
from desktop.widgets.plain_table import plain
from desktop.widgets.record_source import RecordSource
from desktop.widgets.source import Column, marked

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk

ROWS = 4
"""Rows of a list that can be read in the lowest window, which scrolls then."""
LANGUAGES = (("es", N_("In Spanish")), ("pt_BR", N_("In Portuguese")), ("en", N_("In English")))


class QuestionSource(RecordSource):
    """What an organisation asks beyond the program's own fields."""

    name = "questions"
    in_cells = True
    title = N_("Our own questions")
    new_label = N_("New question")
    empty_sentence = N_("No questions of your own yet. Ask only what somebody will use.")
    model = CustomField
    columns = (
        Column("asked_of", N_("Asked in the form of"), 1, sortable=False),
        Column("title", N_("Question"), 3, sortable=False),
        Column("kind", N_("Kind of answer"), 1, sortable=False),
        Column("privacy", N_("What it could tell"), 2, sortable=False),
        Column("used", N_("Used"), 0, numeric=True, sortable=False),
        Column("retired", N_("Status"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        reason = N_("The answers stay on this computer: they are in no dataset.")
        return [FormSection(N_("The question"), reason, specs(CustomField.draft))]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return own_service.ask(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, CustomField)  # noqa: S101 - the only model of this source
        return own_service.reword(work, record, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return own_service.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                codes.label("custom_register", one.asked_of),
                one.title_es or one.title_pt or one.title_en or "",
                codes.label("custom_kind", one.kind),
                codes.label("custom_privacy", one.privacy),
                i18n.format_number(own_service.used(work, one)),
                marked("off", _("Asked no more")) if one.retired else marked("good", _("Asked")),
            )
            for one in own_service.rows(work, keys)
        ]


class CodeLists(QWidget):
    """One list at a time: its words, how often each is used, and whether it is offered."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__()
        look.mark(self, "page")
        self._workspace, self._toasts = desk.workspace, desk.toasts
        self.box = named(QComboBox(), "code_list", _("List"))
        for name, title in sorted(code_usage.lists("cases").items(), key=lambda pair: _(pair[1])):
            self.box.addItem(_(title), name)
        self.table = _table()
        self.table.setMinimumHeight(look.height("row") * ROWS)
        self._about = wrapped("", "soft", "list_about")
        self._acts = [
            button(_("Add a word"), "code_add", self._add, "primary"),
            button(_("Other words"), "code_words", self._reword),
            button(_("Offer no more"), "code_retire", partial(self._retire, retired=True)),
            button(_("Offer again"), "code_back", partial(self._retire, retired=False)),
        ]
        column = scrolled(self)
        column.setSpacing(look.space(2))
        column.addWidget(label(_("List"), "field"))
        column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._about)
        column.addWidget(self.table, 1)
        flow = FlowLayout(gap=2)
        for act in self._acts:
            flow.addWidget(act)
        column.addLayout(flow)
        self.setFocusProxy(self.box)
        self.box.currentIndexChanged.connect(self.reload)
        self.table.itemSelectionChanged.connect(self._offer)
        self.reload()

    @property
    def list_name(self) -> str:
        """The list on show."""
        return str(self.box.currentData() or "")

    def open(self, _record: str) -> None:
        """Nothing here is opened by the search."""

    def reload(self, *_args: object) -> None:
        """Read the list and its use anew; the chosen line stays."""
        name = self.list_name
        if not name:
            return
        chosen = self._chosen()
        with self._workspace.work() as work:
            used = code_usage.count(work, name)
        self._codes = list(codes.read(name).values())
        self.table.setRowCount(len(self._codes))
        for row, code in enumerate(self._codes):
            state = _("Offered no more") if code.retired else _("Offered")
            for at, text in enumerate((code.label, i18n.format_number(used[code.code]), state)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, at, item)
        at = next((n for n, one in enumerate(self._codes) if chosen and one.code == chosen.code), 0)
        self.table.selectRow(at)
        self.table.resizeColumnsToContents()
        self._about.setText(
            _("The program itself uses this list: its words may change, no more.")
            if name in code_usage.FIXED
            else _("What is offered no more stays readable wherever it was answered.")
        )
        self._offer()

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _chosen(self) -> Code | None:
        rows = self.table.selectionModel().selectedRows()
        held: Sequence[Code] = getattr(self, "_codes", ())
        return held[rows[0].row()] if rows and rows[0].row() < len(held) else None

    def _offer(self) -> None:
        code, fixed = self._chosen(), self.list_name in code_usage.FIXED
        add, words, retire, back = self._acts
        add.setEnabled(not fixed)
        words.setEnabled(code is not None)
        retire.setEnabled(code is not None and not fixed and not code.retired)
        back.setEnabled(code is not None and not fixed and code.retired)

    def _add(self) -> None:
        self._ask(_("Add a word"), None)

    def _reword(self) -> None:
        if code := self._chosen():
            self._ask(_("Other words"), code)

    def _ask(self, title: str, code: Code | None) -> None:
        dialog = Words(self, title, code)
        dialog.taken = partial(self._write, code)
        dialog.exec()
        dialog.deleteLater()
        self.reload()

    def _write(self, code: Code | None, words: Mapping[str, str]) -> None:
        with self._workspace.work(write=True) as work:
            if code is None:
                own_service.add_code(work, self.list_name, words)
            else:
                own_service.set_code(work, self.list_name, code.code, words, retired=code.retired)

    def _retire(self, *, retired: bool) -> None:
        code, name = self._chosen(), self.list_name
        if code is None:
            return
        with self._workspace.work(write=True) as work:
            used = code_usage.count(work, name)[code.code]
            own_service.set_code(work, name, code.code, code.labels, retired=retired)
        if retired:
            words = ngettext(
                "It is offered no more. {n} answer keeps it.",
                "It is offered no more. {n} answers keep it.",
                used,
            )
            self._toasts.show(words.format(n=used), lambda: self._take_back(name, code))
        self.reload()

    def _take_back(self, name: str, code: Code) -> None:
        with self._workspace.work(write=True) as work:
            own_service.set_code(work, name, code.code, code.labels, retired=False)
        self.reload()


class Words(Framed):
    """The words of one code in three languages; one is enough."""

    def __init__(self, parent: QWidget, title: str, code: Code | None) -> None:
        super().__init__(parent, "code_form", title)
        self.taken: Any = None
        column = self.head(title)
        self.lines: dict[str, QLineEdit] = {}
        for language, heading in LANGUAGES:
            line = named(QLineEdit(), f"word_{language}", _(heading))
            line.setText(code.labels.get(language, "") if code else "")
            column.addWidget(label(_(heading), "field"))
            column.addWidget(line)
            self.lines[language] = line
        self.problem = wrapped("", "error", "word_problem")
        self.problem.hide()
        column.addWidget(self.problem)
        go = button(_("Save"), "word_save", self._save, "primary")
        self.end(go, button(_("Go back"), "word_back", self.reject))

    def _save(self) -> None:
        words = {language: line.text().strip() for language, line in self.lines.items()}
        self.carry_out(lambda: self.taken(words))


def _table() -> QTableWidget:
    table = named(QTableWidget(), "codes_table", _("Words of this list"))
    table.setColumnCount(3)
    table.setHorizontalHeaderLabels([_("Word"), _("Used"), _("Status")])
    plain(table)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    return table
