# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said once after signing in: the word for the cover, and a disk anybody can read."""

from collections.abc import Callable

import shiboken6

from desktop.core import disk
from desktop.core.disk import Disk
from desktop.core.i18n import _
from desktop.desks.protection import computer_page
from desktop.shell.preferences import Preferences
from desktop.shell.window import Window
from desktop.widgets.jobs import Jobs


def greet(
    window: Window, jobs: Jobs, preferences: Preferences, choose_word: Callable[[], None]
) -> None:
    """Offer to choose the word, and tell once on this computer what its disk gives away."""
    words = _("Choose a short word, and Esc pressed twice covers the screen until you type it.")
    window.toasts.show(words, choose_word, _("Choose a word"))
    if preferences.told("disk"):
        return
    folder = window.workspace.folder

    def tell(found: Disk) -> None:
        warned = [said for said in computer_page.words_of(found) if said[0] == "warning"]
        if warned and shiboken6.isValid(window):
            window.notice(*warned[0], lambda: preferences.put_away("disk"))

    jobs.run(lambda _progress: disk.look(folder), tell)
