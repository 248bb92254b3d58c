# SPDX-License-Identifier: GPL-3.0-or-later
"""What looks wrong about an answer, said while the form is filled in and never in the way."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, QTimer

from desktop.widgets.form import Form

_SETTLED = 500  # milliseconds without a key: nobody is warned in the middle of a number

Ask = Callable[[Mapping[str, Any]], Mapping[str, str]]


class Cautions(QObject):
    """Asks once the typing pauses, and as soon as the form is shown."""

    def __init__(self, form: Form, ask: Ask) -> None:
        super().__init__(form)
        self._form, self._ask = form, ask
        self._timer = QTimer(self, singleShot=True, interval=_SETTLED)
        self._timer.timeout.connect(self.say)
        form.changed.connect(self._timer.start)
        self.say()

    def say(self) -> None:
        """Show what there is to say now."""
        self._form.show_cautions(self._ask(self._form.values()))

    def close_down(self) -> None:
        """Ask nothing more."""
        self._timer.stop()
