# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office uses: whatever is heavy is turned on by who needs it, and is not there before."""

from desktop.core import journal, settings
from desktop.core.i18n import N_
from desktop.core.work import Work

_SETTING = "uses"
INCOME, STIPENDS, SEED, COURSES = "income", "stipends", "seed_capital", "courses"
USES = {
    INCOME: N_("Ask what people earn, in bands"),
    STIPENDS: N_("Conditional stipends"),
    SEED: N_("Seed capital"),
    COURSES: N_("Certificates of courses"),
}
"""What may be turned on, in the order of the settings; another room adds its line here."""


def used(work: Work) -> frozenset[str]:
    """Return what the office turned on; nothing of it is on by itself."""
    work.may("read")
    found: list[str] = settings.read(work, _SETTING, [])
    return frozenset(found) & frozenset(USES)


def use(work: Work, wanted: frozenset[str]) -> None:
    """Choose what the office uses; what was recorded stays, whatever is turned off."""
    work.may("settings")
    settings.write(work, _SETTING, sorted(wanted & frozenset(USES)))
    journal.write(work, "settings", _SETTING)
