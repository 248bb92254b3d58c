# SPDX-License-Identifier: GPL-3.0-or-later
"""A form on a tab of its own that is saved by a button; what is typed meanwhile is kept."""

from collections.abc import Mapping
from typing import Any

import shiboken6
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.desks.frame.desk import Desk
from desktop.widgets import look
from desktop.widgets.form import Form, FormSection
from desktop.widgets.form_foot import ChangesKeeper
from desktop.widgets.parts import button


class SavedForm(QWidget):
    """Some answers about one participant, with *Save* below and a way back after it."""

    kind: str

    def section(self) -> FormSection:
        """Return what is asked here."""
        raise NotImplementedError

    def held(self, work: Work) -> Mapping[str, Any]:
        """Return the answers in the store."""
        raise NotImplementedError

    def write(self, work: Work, values: Mapping[str, Any]) -> None:
        """Write the answers."""
        raise NotImplementedError

    def take_back(self, work: Work) -> None:
        """Put back what the latest save replaced."""
        raise NotImplementedError

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__()
        self.setObjectName(f"{self.kind}_page")
        look.mark(self, "page")
        self._desk, self._person = desk, person
        section = self.section()
        self._asked = [spec.name for spec in section.fields]
        self.form = Form([section])
        draft = f"participants/{person}/{self.kind}"
        self._keeper = ChangesKeeper(self.form, desk.workspace.drafts(), draft)
        self.show_held()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if (told := self._keeper.take_up()) is not None:
            column.addWidget(told)
        column.addWidget(self.form, 1)
        under = look.mark(QFrame(), "foot")
        self._foot = QHBoxLayout(under)
        self._foot.setContentsMargins(look.space(6), look.space(2), look.space(6), look.space(2))
        self._foot.addStretch(1)
        self.save_button = button(_("Save"), f"save_{self.kind}", self._save, "primary")
        self._foot.addWidget(self.save_button)
        column.addWidget(under)

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        self._keeper.keep_waiting()

    def close_down(self) -> None:
        """Keep the draft before the page goes."""
        self.keep_draft()

    def stand_within(self) -> None:
        """Be a tab of a record: the form scrolls, and what saves it stays in sight."""

    def show_held(self) -> None:
        """Show what is stored."""
        with self._desk.workspace.work() as work:
            values = self.held(work)
        self.form.set_values({name: values.get(name) for name in self._asked})
        self._keeper.stored = self.form.values()

    def _save(self) -> None:
        def write(values: Mapping[str, Any]) -> None:
            with self._desk.workspace.work(write=True) as work:
                self.write(work, values)

        self.keep_draft()
        if self.form.hand(write):
            self._keeper.drop()
            self._desk.toasts.show(_("Saved"), self._undo)

    def _undo(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            self.take_back(work)
        if shiboken6.isValid(self):  # the toast with *Undo* outlives the page
            self.show_held()
