# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet carried in the street: safe places and safe ways, and nothing that tells of borders.

Whoever finds it must learn nothing that harms: no line, no status, no group, no person. A remark
in which somebody wrote such a word is left out, and who prints is told which one to change.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from desktop.core import clock, codes, i18n, records
from desktop.core.document import Block, Document, Section, Table, Text
from desktop.core.i18n import _
from desktop.core.work import Work
from desktop.crossings import safe_service
from desktop.crossings.model import SafePlace
from desktop.crossings.safe_service import PlaceLine, RouteLine
from desktop.organisation import service as organisation

USED_DAYS = 14
"""How long a sheet is carried: ways that were safe are not safe for ever."""
_STEMS = (
    *("fronter", "fronteir", "border", "invisib", "pandill", "quadrilha", "grupo armado"),
    *("armed group", "armado", "disput", "vacuna", "extors", "traque", "trafic", "informant"),
)
_WORDS = frozenset(
    (
        *("banda", "bandas", "combo", "combos", "mara", "maras", "gang", "gangs", "milicia"),
        *("milicias", "cartel", "carteles", "faccion", "facciones", "faccao", "faccoes"),
        *("limite", "limites", "enemigo", "enemigos", "inimigo", "inimigos"),
    )
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet, and the names of what had a remark that stayed off it."""

    document: Document
    left_out: tuple[str, ...]


def build(
    work: Work, sectors: Sequence[str] = (), *, named: bool = True, is_demo: bool = False
) -> Sheet:
    """Return the sheet of some sectors, or of all; without ``named`` places go by their code."""
    work.may("read")
    today = clock.today()
    places = safe_service.safe_places(work, today, sectors)
    ways = safe_service.safe_routes(work, today, sectors)
    titles = {one.id: _title(work, one, named=named) for one in places}
    about = organisation.about(work)
    until = i18n.format_day(today + timedelta(days=USED_DAYS))
    marks = [_("Demonstration data")] if is_demo else []
    marks.append(_("Use until {day}, then destroy").format(day=until))
    document = Document(
        title=_("Safe places and safe ways"),
        subtitle=i18n.format_long_day(today),
        language=i18n.language(),
        sections=[
            Section(_("Safe places"), list(_places(places, titles))),
            Section(_("Safe ways"), list(_ways(ways))),
        ],
        organisation="",
        header=i18n.format_long_day(today),
        foot=_("without names of people"),
        marks=marks,
        cover=False,
        paper=about.paper,
    )
    held = [titles[one.id] for one in places if one.note and not harmless(one.note)]
    held += [one.title for one in ways if one.note and not harmless(one.note)]
    return Sheet(document, tuple(held))


def harmless(text: str) -> bool:
    """Tell whether a text may lie in the street: no word of borders, groups or money taken."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)
    ).casefold()
    words = "".join(sign if sign.isalnum() else " " for sign in bare).split()
    return not (any(stem in bare for stem in _STEMS) or _WORDS.intersection(words))


def _title(work: Work, place: PlaceLine, *, named: bool) -> str:
    if named and harmless(place.title):
        return place.title
    return records.get(work, SafePlace, place.id).code


def _places(places: Sequence[PlaceLine], titles: dict[str, str]) -> Iterator[Block]:
    if not places:
        yield Text(_("No safe place is written down for here."))
        return
    yield Table(
        "",
        [_("Sector"), _("Place"), _("Kind"), _("Hours"), _("To know")],
        [
            [
                one.sector_name,
                titles[one.id],
                codes.label("safe_place_kind", one.kind),
                _printed(one.hours),
                _printed(one.note),
            ]
            for one in places
        ],
        widths=(2, 3, 2, 2, 4),
        full=True,
    )
    yield Text(_("Hours change: ask before you count on them."), "note")


def _ways(ways: Sequence[RouteLine]) -> Iterator[Block]:
    if not ways:
        yield Text(_("No safe way is written down for here."))
        return
    yield Table(
        "",
        [_("Way"), _("From"), _("To"), _("Through"), _("How"), _("Hours"), _("To know")],
        [
            [
                _printed(one.title) or "–",
                one.starts_name,
                one.ends_name,
                ", ".join(one.through),
                "\n".join(
                    word for word in (
                        codes.label("route_how", one.how) if one.how else "",
                        codes.label("route_use", one.who_may),
                    ) if word
                ),
                _printed(one.hours),
                _printed(one.note),
            ]
            for one in ways
        ],
        widths=(3, 2, 2, 2, 3, 2, 3),
        full=True,
    )  # fmt: skip
    yield Text(_("Before you go, ask somebody who walked it this week."), "note")


def _printed(text: str) -> str:
    return text if harmless(text) else ""
