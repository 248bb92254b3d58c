# SPDX-License-Identifier: GPL-3.0-or-later
"""What is still open in a month, most serious first, and where it is mended."""

from datetime import date

from desktop import slices
from desktop.activities import series_service
from desktop.consents import service as consents
from desktop.core import clock
from desktop.core.i18n import ngettext
from desktop.core.tasks import is_overdue
from desktop.core.work import Work
from desktop.incidents import service as incidents
from desktop.participants import report as participants
from desktop.placements import service as placements
from desktop.schooling import month_service


def missing(work: Work, on: date) -> list[tuple[str, str]]:
    """Return (words, place of the rail) for everything a report would name as open."""
    everybody = [person for person in participants.people(work) if person.open_on(on)]
    agreed = consents.covered(work, "data_storage", on)
    until, first = min(on, clock.today()), on.replace(day=1)
    late = [check for check in placements.due(work, until) if is_overdue(check[3], until)]
    tasks = sum(is_overdue(task.on, until) for task in slices.due(work, until, most=None))
    sessions = series_service.unmarked(work, first, until)
    unsure = sum(n - sure for _kind, n, sure in incidents.by_type(work, first, on))
    consent = sum(person.id not in agreed for person in everybody)
    files = sum(not person.complete for person in everybody)
    school = month_service.left(work, first) if month_service.is_used(work) else 0
    counted = (
        (
            consent,
            ngettext(
                "{n} person without consent to store data",
                "{n} people without consent to store data",
                consent,
            ),
            "participants",
        ),
        (
            len(late),
            ngettext("{n} checkpoint not answered", "{n} checkpoints not answered", len(late)),
            "my_day",
        ),
        (files, ngettext("{n} file to complete", "{n} files to complete", files), "participants"),
        (
            unsure,
            ngettext("{n} incident not confirmed", "{n} incidents not confirmed", unsure),
            "incidents",
        ),
        (
            school,
            ngettext(
                "{n} pupil without school days",
                "{n} pupils without school days",
                school,
            ),
            "activities",
        ),
        (
            sessions,
            ngettext("{n} session without attendance", "{n} sessions without attendance", sessions),
            "activities",
        ),
        (tasks, ngettext("{n} task late in all", "{n} tasks late in all", tasks), "my_day"),
    )
    return [(words.format(n=n), place) for n, words, place in counted if n]
