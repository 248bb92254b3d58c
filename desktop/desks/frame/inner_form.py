# SPDX-License-Identifier: GPL-3.0-or-later
"""A form within a tab of a record: a title, what is asked, and the foot; its draft is kept."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.widgets import look
from desktop.widgets.form import Form, FormSection
from desktop.widgets.form_foot import ChangesKeeper, FormFoot
from desktop.widgets.parts import Elided, is_low, scrolled

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
        self._save = save
        self.form = Form(sections)
        self.form.set_values(values)
        self._keeper = ChangesKeeper(self.form, workspace.drafts(), key)
        self.foot = FormFoot()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        heading = Elided(title, "section")
        heading.setContentsMargins(look.space(6), look.space(2), look.space(6), 0)
        self._column.addWidget(heading)
        if (told := self._keeper.take_up()) is not None:
            self._column.addWidget(told)
        self._column.addWidget(self.form, 1)
        self._column.addWidget(self.foot)
        self._keeper.kept.connect(self.foot.show_kept)
        self.foot.finished.connect(self._finish)
        self.foot.later.connect(self._leave)

    def say(self, line: QWidget) -> None:
        """Show a line between the form and its foot."""
        self._column.insertWidget(self._column.count() - 1, line)

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        self._keeper.keep_waiting()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.keep_draft()
        self._keeper.stop()
        self.left.emit()

    def _finish(self) -> None:
        self._keeper.keep_now()
        if self.form.hand(self._save):
            self._keeper.stop()
            self._keeper.drop()
            self.finished.emit()


class TabWithForms(QStackedWidget):
    """A tab of a record: a column of what there is, and over it, one at a time, a form."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        look.mark(self, "page")
        overview = QWidget()
        self._column = scrolled(overview)
        self.addWidget(overview)
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
