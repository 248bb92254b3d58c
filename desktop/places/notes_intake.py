# SPDX-License-Identifier: GPL-3.0-or-later
"""What was done to the areas of a file, in sentences that count and in a table line by line."""

from dataclasses import dataclass

from desktop.core.i18n import N_, _, ngettext
from desktop.places import crs_intake, repair_intake, source_intake
from desktop.places.areas_intake import NAMELESS, TWICE, Prepared

_WORDS = {
    repair_intake.CROSSED: N_("The outline crossed itself; it was repaired."),
    repair_intake.FOLDED: N_("The outline crosses 180 degrees; it was cut in two there."),
    NAMELESS: N_("No name; it is kept with a code."),
    TWICE: N_("Another area of this file has the same name."),
    source_intake.NO_AREA: N_("Left out: no outline, only a point, a line or nothing."),
    source_intake.DAMAGED: N_("Left out: the outline is damaged."),
    repair_intake.VANISHED: N_("Left out: nothing remains of the outline once it is repaired."),
}


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the table: the number in the file, what the area is called, what was done."""

    number: int
    name: str
    words: str


def remarks(prepared: Prepared) -> list[Remark]:
    """Tell area by area what was repaired, left out or should be looked at, in file order."""
    return [Remark(one.number, one.name, _(_WORDS[one.what])) for one in prepared.told]


def notes(prepared: Prepared) -> list[str]:
    """Tell in sentences what was done to the areas; the first one counts them."""
    said = [
        ngettext("{n} area was read.", "{n} areas were read.", len(prepared.areas)).format(
            n=len(prepared.areas)
        )
    ]
    if prepared.system != crs_intake.WGS84:
        said.append(
            _("The coordinates were turned from {system} into longitude and latitude.").format(
                system=crs_intake.name(prepared.system)
            )
        )
    if prepared.swapped:
        said.append(_("Longitude and latitude stood in the wrong order and were exchanged."))
    said += [sentence.format(n=n) for n, sentence in _counted(prepared) if n]
    if prepared.layers > 1:
        said.append(
            _("The file holds {n} maps; the one with most areas was read.").format(
                n=prepared.layers
            )
        )
    return said


def _counted(prepared: Prepared) -> tuple[tuple[int, str], ...]:
    """Return how often each thing happened, with its sentence."""
    return (
        (
            prepared.repaired,
            ngettext(
                "{n} outline crossed itself and was repaired.",
                "{n} outlines crossed themselves and were repaired.",
                prepared.repaired,
            ),
        ),
        (
            prepared.nameless,
            ngettext(
                "{n} area has no name and is kept with a code.",
                "{n} areas have no name and are kept with a code.",
                prepared.nameless,
            ),
        ),
        (
            prepared.same_name,
            ngettext(
                "{n} name is used by more than one area.",
                "{n} names are used by more than one area.",
                prepared.same_name,
            ),
        ),
        (
            prepared.left_out,
            ngettext(
                "{n} entry without a usable area was left out.",
                "{n} entries without a usable area were left out.",
                prepared.left_out,
            ),
        ),
    )
