# SPDX-License-Identifier: GPL-3.0-or-later
"""Small forms around a participant: the name, and the protected facts."""

from collections.abc import Mapping
from typing import Any

from desktop.core import journal, records
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.saved_form import SavedForm
from desktop.participants import form as participant_form
from desktop.participants import service as participants
from desktop.widgets.cautions import Cautions
from desktop.widgets.form import FormSection


class Reserved(SavedForm):
    """Some answers on a tab of their own; opening it is noted."""

    def opened(self, work: Work, person: str) -> None:
        """Note in the journal what was opened; refuse who may not."""
        raise NotImplementedError

    def __init__(self, desk: Desk, person: str) -> None:
        with desk.workspace.work(write=True) as work:
            self.opened(work, person)
        super().__init__(desk, person)
        self._warner = Cautions(self.form, participant_form.cautions)

    def close_down(self) -> None:
        self._warner.close_down()
        super().close_down()

    def held(self, work: Work) -> Mapping[str, Any]:
        return records.values_of(participants.get(work, self._person))

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        records.amend(work, participants.get(work, self._person), values)

    def take_back(self, work: Work) -> None:
        records.undo(work, participants.get(work, self._person))


class Restricted(Reserved):
    """Situation, legal status and danger."""

    kind = "restricted"

    def opened(self, work: Work, person: str) -> None:
        participants.get(work, person)
        journal.write(work, "read_protected", person)

    def section(self) -> FormSection:
        return participant_form.restricted_section()


class Names(Reserved):
    """The name and the papers; everything else works with the code alone."""

    kind = "names"

    def opened(self, work: Work, person: str) -> None:
        participants.show_name(work, person)

    def section(self) -> FormSection:
        return participant_form.names_section()
