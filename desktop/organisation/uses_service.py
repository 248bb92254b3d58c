# SPDX-License-Identifier: GPL-3.0-or-later
"""What an office uses: whatever is heavy is turned on by who needs it, and is not there before.

School and release are there until an office that has no use for them turns them off; what was
written stays in the store, in files, reports and datasets, and is back when they are turned on.
"""

from desktop.core import journal, settings
from desktop.core.i18n import N_
from desktop.core.work import Work

_SETTING = "uses"
_TURNED_OFF = "uses_off"
INCOME, STIPENDS, SEED, COURSES = "income", "stipends", "seed_capital", "courses"
SCHOOL, RELEASE = "school", "release"
GRADES = "grades"
USES = {
    SCHOOL: N_("School: where each pupil goes, days missed, way back"),
    RELEASE: N_("Before and after a release from prison"),
    INCOME: N_("Ask what people earn, in bands"),
    STIPENDS: N_("Conditional stipends"),
    SEED: N_("Seed capital"),
    COURSES: N_("Certificates of courses"),
    GRADES: N_("Grade sources of incidents A to F and what they say 1 to 6"),
}
"""What may be turned on, in the order of the settings; another room adds its line here."""
THERE_ALREADY = frozenset({SCHOOL, RELEASE})
"""What is on until somebody turns it off."""


def used(work: Work) -> frozenset[str]:
    """Return what the office uses: what it turned on, and what is there unless turned off."""
    work.may("read")
    on: list[str] = settings.read(work, _SETTING) or []
    off: list[str] = settings.read(work, _TURNED_OFF) or []
    return (frozenset(on) & frozenset(USES)) | (THERE_ALREADY - frozenset(off))


def use(work: Work, wanted: frozenset[str]) -> None:
    """Choose what the office uses; what was recorded stays, whatever is turned off."""
    work.may("settings")
    settings.write(work, _SETTING, sorted(wanted & frozenset(USES) - THERE_ALREADY))
    settings.write(work, _TURNED_OFF, sorted(THERE_ALREADY - wanted))
    journal.write(work, "settings", _SETTING)
