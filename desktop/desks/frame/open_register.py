# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of one register, put on the desk."""

from functools import partial

from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.widgets.record_source import RecordSource
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Source


def register(desk: Desk, source: Source) -> RegisterPage:
    """Return the page of one register, its bottom line and its printer connected."""
    if isinstance(source, RecordSource):
        source.printer = partial(paper.ask_and_save, desk, source)
    page = RegisterPage(source, desk.toasts)
    page.status.connect(desk.say)
    return page
