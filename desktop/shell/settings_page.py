# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings: how the program speaks and looks here, the organisation, programmes, locked parts."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QTabWidget,
    QWidget,
)

from desktop.core import packs
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.desks import processes_page
from desktop.desks.frame.desk import Desk
from desktop.desks.office.instruments_page import InstrumentsPage
from desktop.desks.office.programmes_page import ProgrammeSource
from desktop.desks.office.uses_page import UsesPage
from desktop.desks.protection import deposit_dialog
from desktop.organisation import service as organisation
from desktop.shell.machine_page import Machine, Rebuild, narrow, rows_of
from desktop.shell.preferences import Preferences
from desktop.shell.sentry import Sentry
from desktop.widgets import icons, look
from desktop.widgets.parts import button, label, named, offer_languages, wrapped
from desktop.widgets.register import RegisterPage


class SettingsPage(QTabWidget):
    """Tabs; nothing here is about a person."""

    def __init__(
        self, desk: Desk, preferences: Preferences, changed: Rebuild, sentry: Sentry
    ) -> None:
        super().__init__()
        self.setDocumentMode(True)
        look.mark(self, "page")
        self._instruments: InstrumentsPage | None = None
        self._programmes = RegisterPage(ProgrammeSource(desk.workspace, desk.toasts), desk.toasts)
        self.addTab(Machine(desk, preferences, changed, sentry), _("This computer"))
        with desk.workspace.work() as work:
            if work.could("settings"):
                self.addTab(Organisation(desk), _("The organisation"))
                self._instruments = InstrumentsPage(desk)
        self.addTab(self._programmes, _("Programmes"))
        if self._instruments is not None:
            self.addTab(self._instruments, _("Instruments"))
            self.addTab(UsesPage(desk), _("What we use"))
        self.addTab(Locked(desk, changed), _("Protected parts"))

    def open(self, _record: str) -> None:
        """Show the programmes."""
        self.setCurrentWidget(self._programmes)

    def reload(self) -> None:
        """Show what changed in the store."""
        self._programmes.reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        self._programmes.keep_draft()
        if self._instruments is not None:
            self._instruments.keep_draft()

    def close_down(self) -> None:
        """Let go of the register."""
        self._programmes.close_down()


class Locked(QWidget):
    """The stores beside the main one: opened with the passphrase again, closed with one key."""

    def __init__(self, desk: Desk, changed: Rebuild) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk, self._changed = desk, changed
        rows = rows_of(self, _("Parts that stay closed"))
        for store, title in (
            ("dialogues", _("Dialogue processes and groups")),
            ("protected", _("Incidents kept apart")),
            ("sources", _("Who tells us what")),
        ):
            is_open = store in desk.workspace.open_stores
            verb = _("Close") if is_open else _("Open")
            act = self._close if is_open else self._open
            made = button(verb, f"toggle_{store}", partial(act, store))
            icons.dress(made, "lock" if is_open else "unlock")
            rows.addRow(label(title, "field"), made)
        leave = button(_("Leave a note"), "leave_note", self._leave)
        icons.dress(leave, "paper")
        rows.addRow(label(_("For the members of a part"), "field"), leave)

    def _leave(self) -> None:
        """Seal a note for who may read a part; it is gone from this screen."""
        if deposit_dialog.leave(self, self._desk.workspace):
            self._desk.toasts.show(_("The note was sealed. It does not stay on this screen."))

    def _open(self, store: str) -> None:
        if processes_page.open_store(self, self._desk.workspace, store):
            self._changed()

    def _close(self, store: str) -> None:
        self._changed(partial(processes_page.close_store, self._desk.workspace, store))


class Organisation(QWidget):
    """What stands on reports."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        with desk.workspace.work() as work:
            self._known = organisation.about(work)
        rows = rows_of(self, _("What stands on reports"))
        self.title = named(QLineEdit(self._known.title), "org_title", _("Organisation"))
        self.city = named(QLineEdit(self._known.city), "org_city", _("City"))
        self.language = named(QComboBox(), "org_language", _("Language of reports"))
        self.country = named(QComboBox(), "org_country", _("Country"))
        self.country.addItem(_("Another country"), "")
        for code in packs.countries():
            self.country.addItem(packs.read(code).name, code)
        self.country.setCurrentIndex(max(0, self.country.findData(self._known.country)))
        offer_languages(self.language, self._known.language)
        rows.addRow(label(_("Organisation"), "field"), self.title)
        rows.addRow(label(_("City"), "field"), self.city)
        rows.addRow(label(_("Country"), "field"), self.country)
        rows.addRow(label(_("Language of reports"), "field"), self.language)
        kept = _("Incidents kept apart")
        self.stubs = named(QCheckBox(_("Keep code and month here")), "org_stubs", kept)
        self.stubs.setChecked(self._known.stubs)
        rows.addRow(label(kept, "field"), self.stubs)
        self._problem = wrapped("", "error", "org_problem")
        self._problem.hide()
        rows.addRow("", self._problem)
        rows.addRow("", narrow(button(_("Save"), "org_save", self._save, "primary")))

    def _save(self) -> None:
        made = replace(
            self._known,
            title=self.title.text().strip(),
            city=self.city.text().strip(),
            country=str(self.country.currentData()),
            language=str(self.language.currentData()),
            stubs=self.stubs.isChecked(),
        )
        self._problem.hide()
        try:
            with self._desk.workspace.work(write=True) as work:
                organisation.describe(work, made)
        except UserError as error:
            self._problem.setText(str(error))
            self._problem.show()
            return
        self._known = made
        packs.use(made.country)
        self._desk.toasts.show(_("Saved"))
