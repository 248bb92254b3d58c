# SPDX-License-Identifier: GPL-3.0-or-later
"""For whom a dataset is, and how strict it must be for them.

k 11 for the public as the trafficking data collaborative uses it, 5 for a partner under agreement
as statistical offices commonly do; l and t are our own, no body fixes them.
"""

from dataclasses import dataclass, replace

from desktop.core.errors import UserError
from desktop.core.i18n import N_

PERSONS_PER_K = 20
"""Below 20 x k people rows cost more than they tell: only tables of counts are offered."""
FLOOR_POPULATION = 20_000
"""The smallest population of a place that may be named to the public, where it is known."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Defaults for one kind of recipient; ``rows`` False gives tables of counts only.

    ``linked`` keeps the placements of one person together under a pseudonym. ``whole`` leaves
    full histories and single incidents in, for the organisation itself. ``period`` is the finest
    date: month or quarter.
    """

    name: str
    title: str
    about: str
    k: int
    l: int  # noqa: E741 - the name the literature gives it
    t: float
    suppression: float = 0.05
    rows: bool = True
    linked: bool = False
    whole: bool = False
    period: str = "quarter"
    population_floor: int = FLOOR_POPULATION

    @property
    def least(self) -> int:
        """How many people are needed before rows may leave."""
        return PERSONS_PER_K * self.k


RECIPIENTS: dict[str, Recipient] = {
    one.name: one
    for one in (
        Recipient(
            "public",
            N_("Everybody"),
            N_("To be published. Everybody in it looks like ten others or more."),
            11,
            3,
            0.3,
        ),
        Recipient(
            "donor",
            N_("A donor"),
            N_("Tables of counts only, no row about one person."),
            11,
            3,
            0.3,
            rows=False,
        ),
        Recipient(
            "partner",
            N_("A partner under agreement"),
            N_("Placements stay linked to their person. Everybody looks like four others or more."),
            5,
            2,
            0.5,
            linked=True,
            population_floor=0,
        ),
        Recipient(
            "internal",
            N_("Our own organisation"),
            N_("Finer places and dates, single incidents. It must not be passed on."),
            3,
            1,
            1.0,
            linked=True,
            whole=True,
            period="month",
            population_floor=0,
        ),
    )
}


PUBLIC = "public"
LEAST_K = 5
"""The smallest group the public may ever be shown, whoever approves."""


@dataclass(frozen=True, slots=True)
class Lowered:
    """A recipient who is shown smaller groups than usual, and the id of who approved it."""

    name: str
    k: int
    approval: str = ""

    @property
    def deed(self) -> str:
        """What an approval of these groups is about."""
        return f"{self.name}:{self.k}"


def find(wanted: str | Lowered) -> Recipient:
    """Return a recipient by name; UserError for a word that names none, and for groups too small.

    Only the public can be shown smaller groups, never smaller than ``LEAST_K``.
    """
    name = wanted if isinstance(wanted, str) else wanted.name
    if name not in RECIPIENTS:
        raise UserError(
            N_("There is no recipient {name}. Choose public, donor, partner or internal."),
            name=name,
        )
    usual = RECIPIENTS[name]
    if isinstance(wanted, str):
        return usual
    if name != PUBLIC or not LEAST_K <= wanted.k < usual.k:
        raise UserError(
            N_("For {name} the groups cannot have {k} people. Nothing was written."),
            name=name,
            k=wanted.k,
        )
    return replace(usual, k=wanted.k)
