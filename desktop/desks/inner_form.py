# SPDX-License-Identifier: GPL-3.0-or-later
"""A form within a tab of a record: a title, what is asked, and the foot; its draft is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.core import i18n
from desktop.core.errors import InvalidRecord
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.form import Form, FormSection
from desktop.widgets.form_foot import DraftKeeper, FormFoot
from desktop.widgets.parts import Elided, is_low, tint

if TYPE_CHECKING:
    from desktop.core.store import Workspace

Save = Callable[[Mapping[str, Any]], None]


class InnerForm(QWidget):
    """``save`` writes in a transaction of its own and raises InvalidRecord; then it is over."""

    finished = Signal()
    left = Signal()

    def __init__(
        self,
        workspace: "Workspace",
        key: str,
        title: str,
        sections: Sequence[FormSection],
        values: Mapping[str, Any],
        save: Save,
    ) -> None:
        super().__init__()
        self.setObjectName("inner_form")
        look.mark(self, "page")
        self._save, self._drafts, self._key = save, workspace.drafts(), key
        self.form = Form(sections)
        self.form.set_values(values)
        self._stored = self.form.values()
        self.foot = FormFoot()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        heading = Elided(title, "section")
        heading.setContentsMargins(look.space(6), look.space(2), look.space(6), 0)
        self._column.addWidget(heading)
        self._take_up()
        self._column.addWidget(self.form, 1)
        self._column.addWidget(self.foot)
        self._keeper = DraftKeeper(self.form, self._keep)
        self._keeper.kept.connect(self.foot.show_kept)
        self.foot.finished.connect(self._finish)
        self.foot.later.connect(self._leave)

    def say(self, line: QWidget) -> None:
        """Show a line between the form and its foot."""
        self._column.insertWidget(self._column.count() - 1, line)

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        if self._keeper.is_waiting():
            self._keeper.keep_now()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _take_up(self) -> None:
        """Show what was typed and not finished."""
        if kept := self._drafts.find(self._key):
            self.form.set_values(kept.values)
            day = i18n.format_moment(kept.moment)
            words = _("You have an unfinished draft from {day}.").format(day=day)
            self._column.addWidget(tint("note", words))

    def _keep(self, answers: Mapping[str, object]) -> None:
        changed = {name: one for name, one in answers.items() if one != self._stored[name]}
        if changed:
            self._drafts.keep(self._key, changed)
        else:
            self._drafts.drop(self._key)

    def _leave(self) -> None:
        self.keep_draft()
        self._keeper.stop()
        self.left.emit()

    def _finish(self) -> None:
        self._keeper.keep_now()
        if not self.form.check():
            return
        try:
            self._save(self.form.values())
        except InvalidRecord as error:
            self.form.show_problems(error.problems)
            return
        self._keeper.stop()
        self._drafts.drop(self._key)
        self.finished.emit()


class TabWithForms(QStackedWidget):
    """A tab of a record: what there is, and over it, one at a time, a form to write in."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        look.mark(self, "page")
        self._inner: InnerForm | None = None

    def write(self, form: InnerForm) -> None:
        """Show a form until it is finished or left."""
        self._inner = form
        form.finished.connect(self.back)
        form.left.connect(self.back)
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.form.first_focus()
        self._fold(away=is_low(self))

    def back(self) -> None:
        """Show again what there is."""
        gone, self._inner = self._inner, None
        self.setCurrentIndex(0)
        if gone is not None:
            self.removeWidget(gone)
            gone.deleteLater()
        self._fold(away=False)
        self.reload()
        self.setFocus()

    def reload(self) -> None:
        """Show what changed in the store; what is being typed stays."""
        raise NotImplementedError

    def stand_within(self) -> None:
        """Be a tab of a record: it scrolls by itself."""

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        if self._inner is not None:
            self._inner.keep_draft()

    def close_down(self) -> None:
        """Keep the draft before the page goes."""
        self.keep_draft()
        self._fold(away=False)

    def _fold(self, *, away: bool) -> None:
        """Put the head of the record away in a low window, while something is written here."""
        above = self.parentWidget()
        while above is not None:
            if fold := getattr(above, "fold", None):
                fold(away=away)
                return
            above = above.parentWidget()
