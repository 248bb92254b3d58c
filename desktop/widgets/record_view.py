# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of one record: head, tabs, the form among them, history last."""

from array import array
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import N_, _
from desktop.widgets import icons, look
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, named
from desktop.widgets.preview import RecordHead, step_button
from desktop.widgets.record_form import RecordForm
from desktop.widgets.source import Column, HistoryLine, Shown, Source, Tab
from desktop.widgets.tab_box import TabBox
from desktop.widgets.tab_groups import TabGroups
from desktop.widgets.table import RegisterTable
from desktop.widgets.verbs import Verbs

DETAILS, RESTRICTED, HISTORY = "details", "restricted", "history"
_HISTORY_COLUMNS = tuple(
    Column(name, title, weight, sortable=False)
    for name, title, weight in (
        ("moment", N_("When"), 0),
        ("who", N_("Who"), 0),
        ("field", N_("Field"), 1),
        ("before", N_("Before"), 2),
        ("after", N_("After"), 2),
    )
)


class RecordView(QWidget):
    """Shows one record at a time, or the empty form of a new one; the page around it decides."""

    left = Signal()
    finished = Signal(object, bool)
    remove_wanted = Signal()
    kept = Signal(object)
    said = Signal(str)
    """What a tab has to say in the bottom line."""
    similar_wanted = Signal(str)
    started_anew = Signal(object, object)

    def __init__(self, source: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self.id: str | None = None
        """The record on show; None while it is a new one, or none at all."""
        self.code = ""
        self.forms: list[RecordForm] = []
        """The form of the record; a second one where part of it is restricted."""
        self._history: RegisterTable | None = None
        self.tabs = named(QTabWidget(), "tabs", _("Parts of this record"))
        self._groups = TabGroups(self.tabs)
        self._verbs = Verbs()
        self.box = TabBox(self.tabs, self._groups)
        self.head = RecordHead(self._back(), self._verbs, self.box)
        self._lines: list[tuple[str, ...]] = []
        self._built: list[QWidget] = []
        self._unbuilt: dict[QWidget, Tab] = {}
        self._lay_out()
        self.tabs.currentChanged.connect(self._look_at)

    def show_record(self, shown: Shown) -> None:
        """Show a record from its first tab on."""
        self._clear()
        self.id, self.code = shown.id, shown.code
        self.head.show_record(shown)
        self._show_verbs(shown)
        tabs = self._source.tabs(shown.id)
        self._add_tabs(tab for tab in tabs if not tab.after)
        self._add_form(shown.id, shown, [*self._source.fields(), *self._source.own_fields()])
        if restricted := self._source.restricted_fields():
            self._add_form(shown.id, shown, restricted, RESTRICTED)
        self._add_tabs(tab for tab in tabs if tab.after)
        self._add_tab(HISTORY, _("History"), group=self._source.details_group)
        self._groups.settle()
        self.box.offer()
        self.head.fit()
        self._look_at(0)

    def show_new(self, values: dict[str, object]) -> None:
        """Show the form of a record that is not there yet."""
        self._clear()
        self.head.show_record(Shown("", _(self._source.new_label), {}))
        fields = [*self._source.new_fields(), *self._source.own_fields()]
        self._add_form(None, Shown("", "", values), fields)
        self.box.offer()

    def refresh(self) -> None:
        """Read everything anew; what is being typed stays."""
        if self.id is None:
            return
        shown = self._source.load(self.id)
        self.head.show_record(shown)
        self._show_verbs(shown)
        for form in self.forms:
            form.refresh(shown.values)
        self._tell_tabs("reload")
        self._look_at(self.tabs.currentIndex())

    def start(self) -> None:
        """Give the keyboard to what comes first: the tabs, or the first field of the only one."""
        page = self.tabs.currentWidget()
        if isinstance(page, RecordForm):
            page.start()
        else:
            self.box.way.setFocus()

    def go_to(self, tab: str) -> None:
        """Turn to a tab by its name."""
        if page := self.tabs.findChild(QWidget, f"tab_{tab}"):
            self.tabs.setCurrentWidget(page)

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        for form in self.forms:
            form.keep_now()
        self._tell_tabs("keep_draft")

    def close_record(self) -> None:
        """Forget the record; its draft is kept."""
        for form in self.forms:
            form.close_down()
        self._tell_tabs("close_down")
        self._clear()

    def print(self) -> None:
        """Print the record where there is a paper for it."""
        if self.id is not None and (paper := self._source.print(self.id)):
            paper()

    def fold(self, *, away: bool) -> None:
        """Leave only the warnings, while a record of one of the tabs is open in a low window."""
        self.head.fold(away=away)
        self.box.fold(away=away)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.box.fit()
        self.head.fit()

    def _clear(self) -> None:
        self.id, self.code, self._history = None, "", None
        self.forms.clear()
        self._built.clear()
        self._unbuilt.clear()
        self._groups.clear()
        self.box.forget()
        self._verbs.show_verbs(())
        while gone := self.tabs.widget(0):
            self.tabs.removeTab(0)
            gone.setObjectName("")
            gone.deleteLater()

    def _add_tab(
        self, name: str, title: str, page: QWidget | None = None, group: str = ""
    ) -> QWidget:
        page = named(page or QWidget(), f"tab_{name}")
        self.tabs.addTab(page, title.replace("&", "&&"))
        self._groups.join(page, _(group) if group else "", title)
        return page

    def _add_tabs(self, tabs: Iterable[Tab]) -> None:
        for tab in tabs:
            self._unbuilt[self._add_tab(tab.name, _(tab.title), group=tab.group)] = tab

    def _add_form(
        self, id: str | None, shown: Shown, sections: Sequence[FormSection], part: str = ""
    ) -> None:
        form = RecordForm(self._source, id, shown.values, sections, part)
        if not shown.may_edit:
            form.lock_answers()
        form.finished.connect(self.finished)
        form.later.connect(self.left)
        form.kept.connect(self.kept)
        form.similar_wanted.connect(self.similar_wanted)
        form.started_anew.connect(self.started_anew)
        self.forms.append(form)
        title = _(self._source.restricted_title) if part else _("Details")
        self._add_tab(part or DETAILS, title, form, self._source.details_group if id else "")

    def _look_at(self, number: int) -> None:
        """Build a tab when it is first seen; read the history whenever it is."""
        page = self.tabs.widget(number)
        if page is None:
            return
        if tab := self._unbuilt.pop(page, None):
            self._built.append(tab.build(page))
            _fill(page, _scrolling(self._built[-1]), 0)
            _welcome(self._built[-1], self.said.emit)
        elif page.objectName() == f"tab_{HISTORY}" and self.id is not None:
            self._show_history(page, self._source.history(self.id))
        self._groups.look_at(page)
        if page.hasFocus():  # Qt gives it to a page that was empty until now: nothing answers there
            self.box.way.setFocus()

    def _tell_tabs(self, verb: str) -> None:
        """Call a method on every tab that was built and has it."""
        for part in self._built:
            if method := getattr(part, verb, None):
                method()

    def _show_history(self, page: QWidget, lines: Sequence[HistoryLine]) -> None:
        self._lines = [
            (line.moment, line.who, line.field, line.before, line.after) for line in lines
        ]
        if self._history is None:
            self._history = RegisterTable(
                _HISTORY_COLUMNS, lambda keys: [self._lines[key] for key in keys], _("History")
            )
            self._history.setObjectName("history")
            _fill(page, self._history, look.space(3))
        self._history.show_keys(array("q", range(len(self._lines))))

    def _show_verbs(self, shown: Shown) -> None:
        verbs = [step_button(action, self.refresh) for action in self._source.actions(shown.id)]
        if self._source.print(shown.id):
            printer = button(_("Print"), "print", self.print)
            printer.setToolTip(_shortcut(QKeySequence.StandardKey.Print))
            icons.dress(printer, "print")
            verbs.append(printer)
        if shown.may_remove:
            delete = button(_("Delete"), "delete", self.remove_wanted.emit)
            icons.dress(delete, "trash")
            verbs.append(delete)
        self._verbs.show_verbs(verbs)

    def _back(self) -> QPushButton:
        back = button(_("Back"), "back", self.left.emit, "quiet")
        back.setAccessibleName(_("Back to the list"))
        back.setToolTip(_("Esc"))
        icons.dress(back, "chevron-left")
        return back

    def _lay_out(self) -> None:
        whole, top = QVBoxLayout(self), QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(look.space())
        top.setContentsMargins(look.space(3), look.space(2), look.space(6), 0)
        top.addWidget(self.head)
        whole.addLayout(top)
        whole.addWidget(self.tabs, 1)


def _fill(page: QWidget, inside: QWidget, edge: int) -> None:
    room = QVBoxLayout(page)
    room.setContentsMargins(edge * 2, edge, edge * 2, edge)
    room.addWidget(inside)


def _scrolling(part: QWidget) -> QWidget:
    """Return what a tab is filled with: in a low window a part without a bar of its own has one."""
    if isinstance(part, QAbstractScrollArea) or hasattr(part, "stand_within"):
        return part
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    look.mark(area, "page")
    area.setWidget(look.mark(part, "page"))
    return area


def _welcome(part: QWidget, say: Callable[[str], None]) -> None:
    """Make a register a guest of the record: it takes less room and speaks through it."""
    if status := getattr(part, "status", None):
        status.connect(say)
    if stand_within := getattr(part, "stand_within", None):
        stand_within()


def _shortcut(key: QKeySequence.StandardKey) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
