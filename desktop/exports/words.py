# SPDX-License-Identifier: GPL-3.0-or-later
"""Headers, labels and levels of a dataset in the language in force."""

from desktop.anonymity.table import STAR
from desktop.core import codes
from desktop.core.fields import Export
from desktop.core.i18n import N_, _
from desktop.exports.counts import TOTAL
from desktop.exports.recipients import RECIPIENTS
from desktop.exports.sheets import Heading, Sheet
from desktop.measures.measure import LIST

SHEETS = {
    "participants": N_("People"),
    "placements": N_("Placements"),
    "incidents": N_("Incidents"),
    "enrolment": N_("Enrolments"),
    "service_given": N_("Services"),
    "referral": N_("Referrals"),
    "schooling": N_("School"),
    "closure": N_("Closings"),
    "indicators": N_("Indicators"),
}
_KEY = N_("Person")


def sheet_title(sheet: Sheet) -> str:
    """Return what a table is about: its register, and the columns it is split by."""
    title = _(SHEETS[sheet.title])
    if not sheet.counts:
        return title
    labels = [one for one in sheet.headings if one.role == "label" and one.codes != LIST]
    if not labels:
        return title
    by = ", ".join(map(heading_title, labels))
    return _("{what} by {columns}").format(what=title, columns=by)


def heading_title(one: Heading) -> str:
    """Return the header of a column."""
    return _(_KEY) if one.role == "key" else _(one.title)


def headers(sheet: Sheet) -> list[str]:
    """Return the headers of a table, no two alike."""
    found: list[str] = []
    for one in sheet.headings:
        title = heading_title(one)
        found.append(title if title not in found else f"{title} ({one.name})")
    return found


def level(one: Heading) -> str:
    """Return at which level a column stands."""
    return " / ".join(_(part) for part in one.level.split(" / ")) if one.level else ""


def label(one: Heading, value: str) -> str:
    """Return what a cell means; nothing where it means itself."""
    if value == STAR:
        return _("Hidden or left out, to protect people")
    if value == TOTAL and one.role == "label":
        return _("Total")
    if value == "":
        return _("No answer")
    if one.codes:
        return codes.label(one.codes, value)
    if one.transform is Export.AGE_BAND and value in codes.read("age_band"):
        return codes.label("age_band", value)
    return ""


def recipient(name: str) -> str:
    """Return for whom, in words."""
    return _(RECIPIENTS[name].title)
