# SPDX-License-Identifier: GPL-3.0-or-later
"""What is open or missing in a report, and how good its data are, said on its last page."""

from collections.abc import Iterator

from desktop.consents import export as consents
from desktop.core import i18n
from desktop.core.document import Block, Text
from desktop.core.i18n import _, ngettext
from desktop.core.tasks import is_overdue
from desktop.incidents import service as incident_service
from desktop.placements import service as placement_service
from desktop.reports import quality
from desktop.reports.facts import Facts


def blocks(facts: Facts) -> Iterator[Block]:
    """Return the limits of the data; of one grant they are not said where nobody could tell."""
    work, period = facts.work, facts.period
    open_files = [p for p in facts.people if p.open_on(facts.on)]
    incomplete = sum(not person.complete for person in open_files)
    agreed = consents.countable(work, facts.on)
    without = sum(person.id not in agreed for person in open_files)
    due = [] if facts.grant else placement_service.due(work, facts.on)
    late = sum(is_overdue(on, facts.on) for *_who, on in due)
    if not facts.grant:
        team = facts.edition == "team"
        yield from quality.blocks(work, period.first, facts.on, by_worker=team)
    yield Text(_("What is open or missing in this report is written here."))
    vague = 0 if facts.grant else incident_service.only_year(work, period.first, period.last)
    for n, words in (
        (
            incomplete,
            ngettext(
                "{n} open file is not complete.", "{n} open files are not complete.", incomplete
            ),
        ),
        (
            without,
            ngettext(
                "{n} open file has no valid consent for anonymous figures and is in no dataset.",
                "{n} open files have no valid consent for anonymous figures and are in no dataset.",
                without,
            ),
        ),
        (late, ngettext("{n} checkpoint is late.", "{n} checkpoints are late.", late)),
        (
            vague,
            ngettext(
                "{n} incident is known only by its year and stands in no month.",
                "{n} incidents are known only by their year and stand in no month.",
                vague,
            ),
        ),
    ):
        if n:
            yield Text(words.format(n=i18n.format_number(n)), "item")
    yield Text(
        _("Numbers of people below {n} are hidden where they could harm somebody.").format(
            n=facts.threshold
        ),
        "item",
    )
    yield Text(_("No percentage is printed for fewer than ten people."), "item")
    yield Text(_("Incidents recorded are not all that happened; most are never reported."), "item")
