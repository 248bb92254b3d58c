# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map gives to paper: the map for the team; for the street safe places and ways only."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from desktop.core import i18n
from desktop.core.i18n import _
from desktop.desks.frame.desk import Desk
from desktop.places.map_page import MapPage
from desktop.reports import team_map
from desktop.widgets import dialogs
from desktop.widgets.jobs import Progress
from desktop.widgets.menus import Entry


def offered(desk: Desk, page: MapPage) -> Sequence[Entry]:
    """Return the papers of the map that who is signed in may print."""
    with desk.workspace.work() as work:
        may_report = work.could("report")
    found: list[Entry] = []
    if may_report:
        found.append((_("Map for the team"), "print_map", lambda: print_map(desk, page)))
    return found


def print_map(desk: Desk, page: MapPage) -> None:
    """Ask why and where, and print the map as it stands on the screen."""
    body = (
        _("This map names sectors and shows borders. Say why it is printed.")
        if page.shows_borders
        else _("This map names sectors. The borders are not shown now and stay off the paper. "
               "Say why it is printed.")
    )  # fmt: skip
    answer = dialogs.ask(
        page, _("Print the map"), body, _("Print the map"), danger=True, reason=True
    )
    if not answer.agreed:
        return
    title = _("Where should the page be written?")
    name = f"{_('map')}-{page.day.isoformat()}.pdf"
    target = dialogs.choose_file_to_save(page, title, [(_("PDF files"), "*.pdf")], name)
    if target is not None:
        _save_map(desk, page, target, answer.reason)


def _save_map(desk: Desk, page: MapPage, target: Path, reason: str) -> None:
    asked = team_map.Asked(
        on=page.day,
        since=page.day - timedelta(days=page.panel.days),
        borders=page.shows_borders,
        patterns=page.panel.shows("patterns"),
    )
    language = i18n.language()

    def work(_progress: Progress) -> None:
        team_map.save(desk.workspace, asked, target, reason=reason, language=language)

    def written(_nothing: None) -> None:
        desk.toasts.show(_("The map was written and noted in the ledger."))
        desk.show_paper(target)

    desk.jobs.run(work, written, title=_("Drawing the map"))
