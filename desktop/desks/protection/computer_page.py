# SPDX-License-Identifier: GPL-3.0-or-later
"""What is known about the disk of this computer, a tab of the protection."""

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core import disk
from desktop.core.disk import Disk
from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.widgets import look
from desktop.widgets.jobs import Jobs
from desktop.widgets.parts import empty, label, tint, wrapped


def words_of(found: Disk) -> list[tuple[str, str]]:
    """Return what to say about a disk, each with the dress of its line."""
    lines = {
        True: ("good", _("The disk of this computer is encrypted.")),
        False: (
            "warning",
            _(
                "The disk of this computer is not encrypted. The records are, always; but files "
                "you print or export, and traces of other programs, can be read by whoever takes "
                "the computer."
            ),
        ),
        None: (
            "note",
            _("This computer does not tell whether its disk is encrypted. Ask whoever set it up."),
        ),
    }
    memory = {
        True: ("good", _("Memory is not written to the disk in the open.")),
        False: (
            "warning",
            _(
                "When the computer sleeps deeply or runs short of memory, it writes memory to the "
                "disk in the open, keys of open records among it. Lock before you close the lid."
            ),
        ),
        None: ("note", _("This computer does not tell whether memory is written to its disk.")),
    }
    return [lines[found.encrypted], memory[found.swap]]


class ComputerPage(QScrollArea):
    """Asked in a job: Windows takes its time to answer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("computer_page")
        self.setAccessibleName(_("This computer"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        look.mark(inner, "page")
        inner.setMaximumWidth(look.width(92))
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(*(look.space(6),) * 4)
        self._column.setSpacing(look.space(3))
        self._column.addWidget(label(_("The disk of this computer"), "section"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(look.space(2))
        self._column.addLayout(self._lines)
        self._column.addWidget(
            wrapped(
                _(
                    "To encrypt it: on Windows, BitLocker or device encryption in the system's "
                    "settings; on Linux, when the system is installed (LUKS); on a Mac, FileVault. "
                    "Make a copy on a memory stick first."
                ),
                "soft",
            )
        )
        self._column.addStretch()
        self.setWidget(inner)
        self._folder = desk.workspace.folder
        self._jobs = Jobs(self)
        self._ask()

    def reload(self) -> None:
        """Nothing in a store changes what the disk is."""

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Ask nothing more."""
        self._jobs.close()

    def _ask(self) -> None:
        folder = self._folder
        self._jobs.run(lambda _progress: disk.look(folder), self._show)

    def _show(self, found: Disk) -> None:
        empty(self._lines)
        for role, words in words_of(found):
            self._lines.addWidget(tint(role, words))
