# SPDX-License-Identifier: GPL-3.0-or-later
"""What the map gives to paper: the map for the team; for the street safe places and ways only."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from desktop.core import i18n
from desktop.core.i18n import _
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.places import service as places
from desktop.places.map_page import MapPage
from desktop.reports import route_sheet, team_map
from desktop.widgets import dialogs
from desktop.widgets.jobs import Progress
from desktop.widgets.menus import Entry


def offered(desk: Desk, page: MapPage) -> Sequence[Entry]:
    """Return the papers of the map that who is signed in may print."""
    with desk.workspace.work() as work:
        may_report = work.could("report")
        chosen = page.canvas.selection
        name = places.names(work).get(chosen, "")
    found: list[Entry] = [
        (_("Route sheet: safe places and ways"), "print_routes", lambda: print_routes(desk, page))
    ]
    if name:
        words = _("Route sheet of {sector}").format(sector=name)
        found.append((words, "print_routes_of", lambda: print_routes(desk, page, [chosen])))
    if may_report:
        found.append((_("Map for the team"), "print_map", lambda: print_map(desk, page)))
    return found


def print_routes(desk: Desk, page: MapPage, sectors: Sequence[str] = ()) -> None:
    """Ask how places are called, and write the sheet for the street; it has no border on it."""
    asked = dialogs.which(
        page,
        _("Route sheet"),
        _(
            "It carries safe places and safe ways, with their hours, and no borders. Should the "
            "places stand on it by name? By code nobody who finds it learns where you go."
        ),
        {"named": _("By name"), "coded": _("By code")},
    )
    if not asked:
        return
    with desk.workspace.work() as work:
        is_demo = desk.workspace.is_demo
        sheet = route_sheet.build(work, sectors, named=asked == "named", is_demo=is_demo)
    paper.draw_noted(desk, sheet.document, "print")
    if sheet.left_out:
        words = _("A remark was left off the sheet, it speaks of borders or groups: {places}.")
        desk.toasts.show(words.format(places=", ".join(sheet.left_out)))


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
