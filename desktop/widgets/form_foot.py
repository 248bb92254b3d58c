# SPDX-License-Identifier: GPL-3.0-or-later
"""Under a form: what was kept, Finish and Later; and the keeper that keeps drafts by itself."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.core import clock, i18n
from desktop.core.i18n import _
from desktop.widgets import look
from desktop.widgets.form import Form
from desktop.widgets.parts import tint

if TYPE_CHECKING:
    from desktop.core.drafts import Drafts


class DraftKeeper(QObject):
    """Hands a form's answers to ``keep`` soon after each change, and at once when told to.

    The wait counts from the first change not yet kept, so that steady typing is kept as well.
    """

    WAIT = 1500
    kept = Signal(object)

    def __init__(self, form: Form, keep: Callable[[dict[str, object]], None]) -> None:
        super().__init__(form)
        self._form, self._keep, self._over = form, keep, False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(self.WAIT)
        self._timer.timeout.connect(self.keep_now)
        form.changed.connect(self._wait)

    def keep_now(self) -> None:
        """Keep what is there; the lock and the end of the program call this."""
        self._timer.stop()
        self._keep(self._form.values())
        self.kept.emit(clock.now())

    def keep_waiting(self) -> None:
        """Keep what changed and is not kept yet."""
        if self.is_waiting():
            self.keep_now()

    def stop(self) -> None:
        """Keep nothing more: the record was finished, or its page is going."""
        self._over = True
        self._timer.stop()

    def is_waiting(self) -> bool:
        """Tell whether something changed that is not kept yet."""
        return self._timer.isActive()

    def _wait(self) -> None:
        if not self._over and not self._timer.isActive():
            self._timer.start()


class ChangesKeeper(DraftKeeper):
    """Keeps, in the drafts of a store, the answers that differ from those already there."""

    def __init__(self, form: Form, drafts: "Drafts", key: str) -> None:
        super().__init__(form, self._keep_changes)
        self._drafts, self._key = drafts, key
        self.stored = form.values()

    def take_up(self) -> QWidget | None:
        """Put back what was typed and not finished; the line that says so, or None."""
        kept = self._drafts.find(self._key)
        if kept is None:
            return None
        self._form.set_values(kept.values)
        words = _("You have an unfinished draft from {day}.")
        return tint("note", words.format(day=i18n.format_moment(kept.moment)))

    def drop(self) -> None:
        """Forget the draft: the answers as they stand are written."""
        self.stored = self._form.values()
        self._drafts.drop(self._key)

    def _keep_changes(self, answers: dict[str, object]) -> None:
        changed = {name: one for name, one in answers.items() if one != self.stored[name]}
        if changed:
            self._drafts.keep(self._key, changed)
        else:
            self._drafts.drop(self._key)


class FormFoot(QFrame):
    """The line under a form: when the draft was kept, Later, and Finish."""

    finished = Signal()
    later = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "foot")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.space(6), look.space(2), look.space(6), look.space(2))
        self._kept = QLabel()
        self._kept.setObjectName("draft_kept")
        look.mark(self._kept, "meta")
        later, finish = QPushButton(_("Later")), QPushButton(_("Finish"))
        later.setObjectName("later")
        finish.setObjectName("finish")
        look.mark(finish, "primary")
        row.addWidget(self._kept, 1)
        row.addWidget(finish)
        row.addWidget(later)
        finish.setShortcut("Ctrl+Return")
        finish.setToolTip(_("Ctrl+Enter"))
        later.clicked.connect(self.later)
        finish.clicked.connect(self.finished)

    def show_kept(self, moment: datetime) -> None:
        """Say when the draft was kept; connect ``DraftKeeper.kept`` to this."""
        time = moment.astimezone().strftime("%H:%M")
        self._kept.setText(_("Draft kept {time}").format(time=time))
