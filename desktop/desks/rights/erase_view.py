# SPDX-License-Identifier: GPL-3.0-or-later
"""Erase a participant: first what it would do, then a second person, then the certificate."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.core import i18n, records
from desktop.core.i18n import _, ngettext
from desktop.core.team import approvals
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.team.approval_dialog import approve
from desktop.organisation import service as organisation
from desktop.participants.model import Participant
from desktop.rights import certificate, doubts, erasing, words
from desktop.rights.erasing import Preview
from desktop.widgets import look
from desktop.widgets.framed import foot, room
from desktop.widgets.jobs import Progress
from desktop.widgets.parts import button, empty, label, named, scrolled, tint


class EraseView(QWidget):
    """The code of a participant, and under it everything an erasure would do."""

    def __init__(self, desk: Desk, person: str = "") -> None:
        super().__init__()
        self.setObjectName("erase_view")
        self._desk = desk
        self.person = ""
        self.code = named(QLineEdit(), "erase_code", _("Code of the participant"))
        self.code.setMaximumWidth(look.space(50))
        self.code.returnPressed.connect(self._look)
        row = QHBoxLayout()
        row.addWidget(self.code)
        row.addWidget(button(_("Show what it would do"), "erase_look", self._look))
        row.addStretch()
        self._preview = QVBoxLayout()
        self._preview.setSpacing(look.space(2))
        column = scrolled(self)
        title = label(_("Erase a participant"), "section")
        title.setWordWrap(True)
        column.addWidget(title)
        self._doubt = QVBoxLayout()
        column.addLayout(self._doubt)
        if not person:
            self._ask_after_rescue()
            column.addWidget(label(_("Code of the participant"), "field"))
            column.addLayout(row)
        column.addLayout(self._preview)
        column.addStretch()
        if person:
            self.show_person(person)

    def show_person(self, person: str) -> None:
        """Show what the erasure of a participant would do."""
        self.person = person
        found = erasing.preview(self._desk.workspace, person)
        empty(self._preview)
        self._preview.addWidget(label(found.code, "title"))
        if found.held:
            self._preview.addWidget(
                tint("danger", _("A legal hold stands on this participant: nothing can be erased."))
            )
        self._fill(found)

    def reload(self) -> None:
        """What is on show is asked anew when it is acted upon."""

    def keep_draft(self) -> None:
        """A code is not a draft."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _ask_after_rescue(self) -> None:
        """After a rescue that could not read whom the team erased: say so until it was compared."""
        empty(self._doubt)
        with self._desk.workspace.work() as work:
            since, may_confirm = doubts.since(work), work.could("settings")
        if since is None:
            return
        words = _(
            "In the rescue of {day} nothing said whom the team had erased. Compare the codes on "
            "the certificates with the list of participants and erase again who came back."
        )
        self._doubt.addWidget(tint("danger", words.format(day=i18n.format_day(since))))
        if may_confirm:
            row = QHBoxLayout()
            row.addWidget(button(_("Compared: nobody is here again"), "compared", self._compared))
            row.addStretch()
            self._doubt.addLayout(row)

    def _compared(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            doubts.confirm(work)
        self._ask_after_rescue()

    def _look(self) -> None:
        with self._desk.workspace.work() as work:
            person = records.by_code(work, Participant, self.code.text()).id
        self.show_person(person)

    def _fill(self, found: Preview) -> None:
        self._part(
            _("This goes for good"),
            [
                *(
                    f"{title}: {i18n.format_number(n)}"
                    for title, n in words.counted(found.registers)
                ),
                _("Entries of the history: {n}").format(n=i18n.format_number(found.history)),
                _("Unfinished drafts: {n}").format(n=found.drafts),
                _("Names, notes and codes in the search, in papers and in the ledger of releases"),
            ],
        )
        self._part(_("This stays"), _stays(found))
        self._part(_("Copies and closed parts"), _copies(found))
        if not found.held:
            row = QHBoxLayout()
            row.addWidget(button(_("Erase …"), "erase_go", self._erase, "danger"))
            row.addStretch()
            self._preview.addLayout(row)

    def _erase(self) -> None:
        """Ask the second person, erase in the worker, then offer the certificate."""
        workspace, person = self._desk.workspace, self.person
        about = _("A participant is erased for good, in every store. Only coded rows stay.")
        given = approve(self, workspace, approvals.ERASE, person, about)
        if given is None:
            return

        def work(_progress: Progress) -> erasing.Done:
            return erasing.erase(workspace, person, given.id)

        self.setEnabled(False)
        self._desk.jobs.run(work, self._done, self._failed, title=_("Erasing"))

    def _done(self, done: erasing.Done) -> None:
        self.setEnabled(True)
        self.code.clear()
        empty(self._preview)
        self._preview.addWidget(tint("good", _("Erased. Print the certificate now.")))
        run = partial(self._print, done)
        row = QHBoxLayout()
        row.addWidget(button(_("Print the certificate"), "print_certificate", run, "primary"))
        row.addStretch()
        self._preview.addLayout(row)

    def _failed(self, error: Exception) -> None:
        self.setEnabled(True)
        raise error

    def _print(self, done: erasing.Done) -> None:
        workspace = self._desk.workspace
        with workspace.work() as work:
            about = organisation.about(work)
        made = certificate.document(
            done, organisation=about.title, language=about.language, is_demo=workspace.is_demo
        )
        paper.draw_noted(self._desk, made, "print_certificate", done.number)

    def _part(self, title: str, lines: list[str]) -> None:
        self._preview.addWidget(label(title, "field"))
        for line in lines:
            said = label("– " + line)
            said.setWordWrap(True)
            self._preview.addWidget(said)


class EraseDialog(QDialog):
    """The same, opened from a person's page."""

    def __init__(self, desk: Desk, person: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("erase_dialog")
        self.setWindowTitle(_("Erase a participant"))
        self.resize(QSize(look.width(72), look.height("row") * 17).boundedTo(room(self)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.view = EraseView(desk, person)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(foot(button(_("Go back"), "erase_back", self.reject)))


def _stays(found: Preview) -> list[str]:
    stays = [
        _("A coded row for statistics: sex, age band, municipality, occupation, months. No name."),
        _("Counts of earlier reports stay as they were."),
        _("Signed receipts of money stay as long as tax law says."),
    ]
    if found.releases:
        stays.append(
            ngettext(
                "{n} dataset that has left holds a coded row; it cannot be called back.",
                "{n} datasets that have left hold a coded row; they cannot be called back.",
                found.releases,
            ).format(n=found.releases)
        )
    return stays


def _copies(found: Preview) -> list[str]:
    until = i18n.format_day(found.copies_until)
    n = found.copies
    copies = [
        ngettext(
            "{n} copy lies in the folder of copies.",
            "{n} copies lie in the folder of copies.",
            n,
        ).format(n=n),
        _("Automatic copies made before may hold the data until {day}, encrypted.").format(
            day=until
        ),
        _("A copy that is restored loses the person again."),
    ]
    if found.sealed:
        n = len(found.sealed)
        copies.append(
            ngettext(
                "{n} closed part gets a sealed request; its members carry it out.",
                "{n} closed parts get a sealed request; their members carry it out.",
                n,
            ).format(n=n)
        )
    return copies
