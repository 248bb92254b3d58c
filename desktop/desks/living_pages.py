# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs *Household* and *Programmes* of a participant, each with its parts."""

from collections.abc import Mapping

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import i18n, records
from desktop.core.errors import InvalidRecord
from desktop.core.fields import FieldSpec, chosen, specs
from desktop.core.i18n import N_, _
from desktop.desks.desk import Desk
from desktop.desks.living_tabs import ApartOf, EnrolmentsOf, MembersOf
from desktop.desks.person_tabs import OfPerson
from desktop.desks.school_tabs import ReentryOf, SchoolingOf
from desktop.households import service as households
from desktop.households.model import HouseholdDraft
from desktop.widgets import look
from desktop.widgets.form import Form, FormSection
from desktop.widgets.form_foot import DraftKeeper
from desktop.widgets.parts import button, tint, wrapped
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Tab

HOME: str = N_("Household")
LINES: str = N_("Programmes")
"""Groups of tabs."""
_TITLES = {
    "members": N_("Members"),
    "schooling": N_("School"),
    "apart": N_("Must not meet"),
    "enrolments": N_("Enrolments"),
    "reentry": N_("Release"),
}
ASKED = ("role", "size", "under_18", "parent_detained", "detained", "note")


class Home(QWidget):
    """What is known of the home as a whole; counts never take a member off the list."""

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__()
        self.setObjectName("home_page")
        look.mark(self, "page")
        self._desk, self._person = desk, person
        self.form = Form([FormSection(N_("The home"), N_("Counts need nobody's name."), _asked())])
        self._listed = wrapped("", "soft", "home_listed")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._column = column
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.setContentsMargins(*(look.space(4),) * 4)
        row.addWidget(self._listed, 1)
        self._save_button = button(_("Save"), "save_home", self._save, "primary")
        row.addWidget(self._save_button)
        column.addLayout(row)
        self._stored: dict[str, object] = {}
        self._show_stored()
        self._drafts = desk.workspace.drafts()
        self._draft = f"participants/{person}/home"
        if kept := self._drafts.find(self._draft):
            self.form.set_values(kept.values)
            day = i18n.format_moment(kept.moment)
            words = _("You have an unfinished draft from {day}.").format(day=day)
            column.insertWidget(0, tint("note", words))
        self._keeper = DraftKeeper(self.form, self._keep)

    def reload(self) -> None:
        """Show what is stored where nothing is being typed."""
        if self.form.values() == self._stored:
            self._show_stored()
        else:
            self._say_listed()

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        if self._keeper.is_waiting():
            self._keeper.keep_now()

    def close_down(self) -> None:
        """Keep the draft before the page goes."""
        self.keep_draft()

    def _show_stored(self) -> None:
        with self._desk.workspace.work() as work:
            home = households.of(work, self._person)
            may = work.could("amend")
        values = records.values_of(home) if home else {}
        self.form.set_values({name: values.get(name) for name in ASKED})
        self._stored = self.form.values()
        self._save_button.setEnabled(may)
        self._say_listed()

    def _say_listed(self) -> None:
        with self._desk.workspace.work() as work:
            counts = households.counts(work, self._person)
        words = _("{n} are on the list of members, the participant included.")
        self._listed.setText(words.format(n=i18n.format_number(counts.listed)))

    def _keep(self, answers: Mapping[str, object]) -> None:
        changed = {name: one for name, one in answers.items() if one != self._stored[name]}
        if changed:
            self._drafts.keep(self._draft, changed)
        else:
            self._drafts.drop(self._draft)

    def _save(self) -> None:
        self.keep_draft()
        if not self.form.check():
            return
        try:
            with self._desk.workspace.work(write=True) as work:
                households.describe(work, self._person, self.form.values())
        except InvalidRecord as error:
            self.form.show_problems(error.problems)
            return
        self._stored = self.form.values()
        self._drafts.drop(self._draft)
        self._desk.toasts.show(_("Saved"), self._undo)

    def _undo(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            home = households.of(work, self._person)
            if home is not None:
                records.undo(work, home)
        self._show_stored()


def household(desk: Desk, person: str) -> tuple[Tab, ...]:
    """Return the tabs of the home: members, the home as a whole, school, who is kept apart."""
    return (
        _list(desk, person, "members", MembersOf, HOME),
        Tab("home", N_("The home"), lambda _p: Home(desk, person), group=HOME),
        _list(desk, person, "schooling", SchoolingOf, HOME),
        _list(desk, person, "apart", ApartOf, HOME),
    )


def programmes(desk: Desk, person: str) -> tuple[Tab, ...]:
    """Return the tabs of what the person takes part in, and of the way out of prison."""
    return (
        _list(desk, person, "enrolments", EnrolmentsOf, LINES),
        _list(desk, person, "reentry", ReentryOf, LINES),
    )


def _asked() -> tuple[FieldSpec, ...]:
    return chosen(specs(HouseholdDraft), ASKED)


def _list(desk: Desk, person: str, name: str, source: type[OfPerson], group: str) -> Tab:
    return Tab(
        name,
        _TITLES[name],
        lambda _p: RegisterPage(source(desk.workspace, person), desk.toasts),
        group=group,
    )
