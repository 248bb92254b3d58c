# SPDX-License-Identifier: GPL-3.0-or-later
"""A person asks what we keep: release notes one by one, print, save for a machine, read aloud."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QVBoxLayout,
    QWidget,
)

from desktop.core import files, journal
from desktop.core.i18n import _
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.rights.erase_view import EraseDialog
from desktop.desks.rights.withdraw_dialog import WithdrawDialog
from desktop.organisation import service as organisation
from desktop.rights import access, correction, print_out
from desktop.widgets import dialogs, look
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, empty, label, named, offer_languages, wrapped

SHOWN = 400
"""Letters of a note that are shown; who releases it opens the record for the rest."""


class AccessDialog(Framed):
    """Everything about one participant; free text stays black until somebody looked at it."""

    def __init__(self, desk: Desk, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "access_dialog", _("Access print-out"), wide=80)
        self._desk, self._person = desk, person
        with desk.workspace.work() as work:
            language = organisation.about(work).language
        self.language = named(QComboBox(), "access_language", _("Language"))
        offer_languages(self.language, language)
        self._notes: list[tuple[str, QCheckBox]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(look.space(2))
        self._lay_out()
        self._read()
        self.language.activated.connect(lambda _at: self._read())

    @property
    def released(self) -> set[str]:
        """The keys of the notes that may be shown."""
        return {key for key, box in self._notes if box.isChecked()}

    def _lay_out(self) -> None:
        column = self.head(_("Access print-out"))
        about = _(
            "Names of others stay black. Read each note and release only those that speak "
            "of nobody but this person."
        )
        column.addWidget(wrapped(about, "soft"))
        column.addWidget(label(_("Language"), "field"))
        column.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(look.space(2))
        column.addLayout(self._list)
        self.end(
            button(_("Print"), "access_print", self._print, "primary"),
            button(_("To be read aloud"), "access_aloud", self._aloud),
            button(_("Save as JSON"), "access_json", self._json),
            button(_("Close"), "close_access", self.reject),
        )

    def _read(self) -> None:
        kept = self.released
        language = str(self.language.currentData())
        self.access = access.collect(self._desk.workspace, self._person, language=language)
        empty(self._list)
        self._notes = []
        for key, where, text in self.access.notes():
            box = named(QCheckBox(where.replace("&", "&&")), "release_note", where)
            box.setChecked(key in kept)
            said = text if len(text) <= SHOWN else text[:SHOWN] + " …"
            self._list.addWidget(box)
            self._list.addWidget(wrapped(said, "soft"))
            self._notes.append((key, box))
        if not self._notes:
            self._list.addWidget(label(_("There are no notes."), "soft"))

    def _print(self) -> None:
        made = print_out.document(self.access, self.released)
        paper.draw_noted(self._desk, made, "print_access", self._person)

    def _aloud(self) -> None:
        made = print_out.aloud(self.access)
        paper.draw_noted(self._desk, made, "print_access", self._person)

    def _json(self) -> None:
        title = _("Where should the file be written?")
        target = dialogs.choose_file_to_save(
            self, title, [(_("JSON files"), "*.json")], _("page") + ".json"
        )
        if target is None:
            return
        with self._desk.workspace.work(write=True) as work:
            journal.write(work, "print_access", self._person)
            files.replace(target, access.as_json(self.access, self.released))
        self._desk.toasts.show(_("The file was written."))


class RightsDialog(Framed):
    """What a participant may ask of us, from the person's page."""

    def __init__(self, desk: Desk, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, "rights_dialog", _("Rights of this person"))
        self._desk, self._person = desk, person
        with desk.workspace.work() as work:
            may_answer, may_erase = work.could("rights"), work.could("erase")
        column = self.head(_("Rights of this person"))
        for allowed, name, words, about in (
            (may_answer, "access", _("Access print-out"), _("Everything we keep, for the person.")),
            (may_answer, "withdraw", _("Withdraw consent"), _("All of it, or one purpose.")),
            (
                may_answer,
                "correct",
                _("Notice of a correction"),
                _("A letter to whoever received the earlier value."),
            ),
            (may_erase, "erase", _("Erase …"), _("First shows what it would do.")),
        ):
            if allowed:
                column.addSpacing(look.space())
                column.addWidget(button(words, f"rights_{name}", partial(self._go, name)))
                column.addWidget(wrapped(about, "soft"))
        self.end(button(_("Go back"), "close_rights", self.reject))

    def _go(self, name: str) -> None:
        self.accept()
        if name == "correct":
            self._tell_correction()
            return
        kinds = {"access": AccessDialog, "withdraw": WithdrawDialog, "erase": EraseDialog}
        dialog = kinds[name](self._desk, self._person, self.parentWidget())
        dialog.exec()
        dialog.deleteLater()

    def _tell_correction(self) -> None:
        workspace = self._desk.workspace
        with workspace.work() as work:
            language = organisation.about(work).language
            made = correction.notice(
                work, self._person, language=language, is_demo=workspace.is_demo
            )
        paper.draw_noted(self._desk, made, "print_correction", self._person)
