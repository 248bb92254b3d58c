# SPDX-License-Identifier: GPL-3.0-or-later
"""Small forms around a participant: the name, the protected facts, and closing the file."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import i18n, journal, records
from desktop.core.errors import InvalidRecord
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.participants import form as participant_form
from desktop.participants import service as participants
from desktop.participants.model import Participant
from desktop.widgets import look
from desktop.widgets.cautions import Cautions
from desktop.widgets.form import Form, FormSection
from desktop.widgets.form_foot import DraftKeeper
from desktop.widgets.parts import button, tint

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.desks.desk import Desk


class Reserved(QWidget):
    """Some answers on a tab of their own; opening it is noted."""

    kind: str

    def opened(self, work: Work, person: str) -> Participant:
        """Return the participant, and note in the journal what was opened."""
        raise NotImplementedError

    def section(self) -> FormSection:
        """Return what is asked here."""
        raise NotImplementedError

    def __init__(self, workspace: "Workspace", person: str, desk: "Desk") -> None:
        super().__init__()
        self.setObjectName(f"{self.kind}_page")
        look.mark(self, "page")
        self._workspace, self._person, self._desk = workspace, person, desk
        section = self.section()
        self.form = Form([section])
        with workspace.work(write=True) as work:
            values = records.values_of(self.opened(work, person))
        self.form.set_values({spec.name: values[spec.name] for spec in section.fields})
        self._stored = self.form.values()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._drafts, self._draft = workspace.drafts(), f"participants/{person}/{self.kind}"
        if kept := self._drafts.find(self._draft):
            self.form.set_values(kept.values)
            day = i18n.format_moment(kept.moment)
            words = _("You have an unfinished draft from {day}.").format(day=day)
            column.addWidget(tint("note", words))
        column.addWidget(self.form, 1)
        self._keeper = DraftKeeper(self.form, self._keep)
        self._warner = Cautions(self.form, participant_form.cautions)
        row = QHBoxLayout()
        row.setContentsMargins(*(look.space(4),) * 4)
        row.addStretch()
        row.addWidget(button(_("Save"), f"save_{self.kind}", self._save, "primary"))
        column.addLayout(row)

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        if self._keeper.is_waiting():
            self._keeper.keep_now()

    def close_down(self) -> None:
        """Keep the draft before the page goes."""
        self._warner.close_down()
        self.keep_draft()

    def _keep(self, answers: Mapping[str, object]) -> None:
        changed = {name: one for name, one in answers.items() if one != self._stored[name]}
        if changed:
            self._drafts.keep(self._draft, changed)
        else:
            self._drafts.drop(self._draft)

    def _save(self) -> None:
        self.keep_draft()
        self.form.clear_problems()
        try:
            with self._workspace.work(write=True) as work:
                records.amend(work, participants.get(work, self._person), self.form.values())
        except InvalidRecord as error:
            self.form.show_problems(error.problems)
            return
        self._stored = self.form.values()
        self._drafts.drop(self._draft)
        self._desk.toasts.show(_("Saved"), self._undo)

    def _undo(self) -> None:
        with self._workspace.work(write=True) as work:
            records.undo(work, participants.get(work, self._person))


class Restricted(Reserved):
    """Situation, legal status and danger."""

    kind = "restricted"

    def opened(self, work: Work, person: str) -> Participant:
        journal.write(work, "read_protected", person)
        return participants.get(work, person)

    def section(self) -> FormSection:
        return participant_form.restricted_section()


class Names(Reserved):
    """The name and the papers; everything else works with the code alone."""

    kind = "names"

    def opened(self, work: Work, person: str) -> Participant:
        return participants.show_name(work, person)

    def section(self) -> FormSection:
        return participant_form.names_section()
