# SPDX-License-Identifier: GPL-3.0-or-later
"""Several registers of one store on tabs, as one page of the rail."""

from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.widgets import look
from desktop.widgets.parts import named
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Source


class Registers(QWidget):
    """The first register is the one the search for everything opens records in."""

    def __init__(self, desk: Desk, name: str, title: str, sources: list[Source]) -> None:
        super().__init__()
        look.mark(self, "page")
        self.pages = [RegisterPage(source, desk.toasts) for source in sources]
        self.tabs = named(QTabWidget(), name, title)
        self.tabs.setDocumentMode(True)
        for page, source in zip(self.pages, sources, strict=True):
            page.stand_within()
            page.status.connect(desk.say)
            self.tabs.addTab(page, _(source.title).replace("&", "&&"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)

    def open(self, record: str) -> None:
        """Open a record found by the search for everything."""
        self.tabs.setCurrentWidget(self.pages[0])
        self.pages[0].open(record)

    def reload(self) -> None:
        """Show what changed in the store."""
        for page in self.pages:
            page.reload()

    def keep_draft(self) -> None:
        """Keep what is being typed."""
        for page in self.pages:
            page.keep_draft()

    def close_down(self) -> None:
        """Let go of every register."""
        for page in self.pages:
            page.close_down()
