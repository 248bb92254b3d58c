# SPDX-License-Identifier: GPL-3.0-or-later
"""The register of processing and the impact assessment: what the office fills in, then paper."""

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QPlainTextEdit,
    QWidget,
)

from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.exports import fates
from desktop.organisation import service as organisation
from desktop.rights import processing
from desktop.widgets import look
from desktop.widgets.parts import button, label, named, offer_languages, scrolled, wrapped

LINES = 2


class ProcessingView(QWidget):
    """Most of it is known already; six answers only the office can give."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("processing_view")
        self._desk = desk
        self._fields: dict[str, QPlainTextEdit] = {}
        with desk.workspace.work() as work:
            held = processing.office(work)
            may_set = work.could("settings")
            language = organisation.about(work).language
        column = scrolled(self)
        about = label(
            _(
                "The register is written by the program itself: what is kept, for what, who "
                "received it, how long, and what protects it. Your lawyer checks it."
            ),
            "soft",
        )
        about.setWordWrap(True)
        column.addWidget(about)
        for name, title in processing.OFFICE.items():
            self._fields[name] = _field(name, _(title), held[name], may_set=may_set)
            asked = label(_(title), "field")
            asked.setWordWrap(True)
            column.addWidget(asked)
            column.addWidget(self._fields[name])
        self._problem = wrapped("", "error", "processing_problem")
        self._problem.hide()
        column.addWidget(self._problem)
        self.language = named(QComboBox(), "processing_language", _("Language"))
        offer_languages(self.language, language)
        row = QHBoxLayout()
        if may_set:
            row.addWidget(button(_("Save"), "save_office", self.save))
        row.addWidget(self.language)
        row.addWidget(button(_("Print"), "print_processing", self._print, "primary"))
        row.addStretch()
        column.addLayout(row)
        column.addStretch()

    def save(self) -> None:
        """Keep what the office wrote."""
        answers = {name: field.toPlainText().strip() for name, field in self._fields.items()}
        self._problem.hide()
        try:
            with self._desk.workspace.work(write=True) as work:
                processing.fill(work, answers)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._desk.toasts.show(_("Saved"))

    def reload(self) -> None:
        """What is being typed stays."""

    def keep_draft(self) -> None:
        """Six answers are saved by their button."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _print(self) -> None:
        workspace = self._desk.workspace
        with workspace.work() as work:
            made = processing.document(
                work,
                leaving={str(one.MODEL.__tablename__) for one in fates.REGISTERS},
                language=str(self.language.currentData()),
                is_demo=workspace.is_demo,
            )
        paper.draw_noted(self._desk, made, "print_processing")


def _field(name: str, title: str, text: str, *, may_set: bool) -> QPlainTextEdit:
    field = named(QPlainTextEdit(), f"office_{name}", title)
    field.setPlainText(text)
    field.setReadOnly(not may_set)
    field.setTabChangesFocus(True)
    field.setFixedHeight(field.fontMetrics().lineSpacing() * LINES + look.space(4))
    return field
