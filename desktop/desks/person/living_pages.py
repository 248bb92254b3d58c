# SPDX-License-Identifier: GPL-3.0-or-later
"""The tabs *Household* and *Programmes* of a participant, each with its parts."""

from collections.abc import Mapping
from typing import Any

from desktop.core import i18n, records
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.of_person import OfPerson
from desktop.desks.frame.saved_form import SavedForm
from desktop.desks.person.living_tabs import ApartOf, EnrolmentsOf, MembersOf
from desktop.desks.person.school_tabs import ReentryOf, SchoolingOf
from desktop.households import service as households
from desktop.households.model import HouseholdDraft
from desktop.organisation import uses_service
from desktop.widgets.form import FormSection
from desktop.widgets.parts import wrapped
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


class Home(SavedForm):
    """What is known of the home as a whole; counts never take a member off the list."""

    kind = "home"

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__(desk, person)
        self._listed = wrapped("", "soft", "home_listed")
        self._foot.insertWidget(0, self._listed, 4)
        with desk.workspace.work() as work:
            self.save_button.setEnabled(work.could("amend"))
        self._say_listed()

    def section(self) -> FormSection:
        asked = chosen(specs(HouseholdDraft), ASKED)
        return FormSection(N_("The home"), N_("Counts need nobody's name."), asked)

    def held(self, work: Work) -> Mapping[str, Any]:
        home = households.of(work, self._person)
        return records.values_of(home) if home else {}

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        households.describe(work, self._person, values)

    def take_back(self, work: Work) -> None:
        home = households.of(work, self._person)
        if home is not None:
            records.undo(work, home)

    def reload(self) -> None:
        """Show what is stored where nothing is being typed, and count the members again."""
        if self.form.values() == self._keeper.stored:
            self.show_held()
        self._say_listed()

    def _say_listed(self) -> None:
        with self._desk.workspace.work() as work:
            counts = households.counts(work, self._person)
        words = _("{n} are on the list of members, the participant included.")
        self._listed.setText(words.format(n=i18n.format_number(counts.listed)))


def household(desk: Desk, person: str) -> tuple[Tab, ...]:
    """Return the tabs of the home: members, the home as a whole, school, who is kept apart."""
    school = (_list(desk, person, "schooling", SchoolingOf, HOME),)
    return (
        _list(desk, person, "members", MembersOf, HOME),
        Tab("home", N_("The home"), lambda _p: Home(desk, person), group=HOME),
        *(school if _used(desk, uses_service.SCHOOL) else ()),
        _list(desk, person, "apart", ApartOf, HOME),
    )


def programmes(desk: Desk, person: str) -> tuple[Tab, ...]:
    """Return the tabs of what the person takes part in, and of the way out of prison."""
    release = (_list(desk, person, "reentry", ReentryOf, LINES),)
    return (
        _list(desk, person, "enrolments", EnrolmentsOf, LINES),
        *(release if _used(desk, uses_service.RELEASE) else ()),
    )


def _used(desk: Desk, what: str) -> bool:
    with desk.workspace.work() as work:
        return what in uses_service.used(work)


def _list(desk: Desk, person: str, name: str, source: type[OfPerson], group: str) -> Tab:
    return Tab(
        name,
        _TITLES[name],
        lambda _p: RegisterPage(source(desk.workspace, person), desk.toasts),
        group=group,
    )
