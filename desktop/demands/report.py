# SPDX-License-Identifier: GPL-3.0-or-later
"""The page for the bag and the drawer: what to do when somebody asks for the laptop."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from desktop.core import clock, i18n, packs
from desktop.core.document import Document, Section, Signature, Table, Text
from desktop.core.i18n import _
from desktop.demands.service import Contacts

BLANK = "_" * 44
_PEOPLE, _THINGS = 4, 7


def protocol() -> str:
    """Return what holds when somebody armed asks."""
    return _(
        "When somebody armed asks: your life comes first. Do not argue, do not lie, promise "
        "nothing. Say that you cannot decide this alone. Leave when you can, then tell your "
        "coordinator in person. Write no name, alias or group, here or anywhere."
    )


def document(
    organisation: str, country: str, contacts: Contacts, *, language: str, is_demo: bool
) -> Document:
    """Return the page in one of the three languages, for a country or for any."""
    with i18n.speaking(language):
        found, name = _facts(country), _country(country)
        day = i18n.format_long_day(clock.today())
        marks = [_("To be checked by your lawyer")]
        return Document(
            title=_("When they ask for the laptop"),
            subtitle=" · ".join(part for part in (name, day) if part),
            language=language,
            sections=[
                _whom_to_call(contacts, found),
                _what_to_do(),
                Section(_("If somebody armed asks"), [Text(protocol(), "strong")]),
                _in_country(name, found),
                _written_down(),
                Section("", [Signature([_("For the organisation"), _("Who took it")])]),
            ],
            organisation=organisation,
            foot=_("contains no names of participants"),
            marks=[*marks, _("Demonstration data")] if is_demo else marks,
            cover=False,
        )


def _whom_to_call(contacts: Contacts, found: Mapping[str, Any]) -> Section:
    ombuds = " · ".join(part for part in (found.get("ombuds", ""), contacts.ombuds) if part)
    rows = [
        [_("Coordinator"), contacts.coordinator or BLANK],
        [_("Lawyer"), contacts.lawyer or BLANK],
        [_("Ombuds office"), ombuds or BLANK],
    ]
    return Section(
        _("Whom to call first"),
        [Table("", [_("Who"), _("Number")], rows, widths=(1, 3), full=True)],
    )


def _what_to_do() -> Section:
    steps = [
        _("Lock: press Ctrl+L. Nobody is handed an unlocked computer, not for a minute."),
        _("Ask for the written order and read it: who signed it, which place, what is sought."),
        _("Ask them to wait until your coordinator and your lawyer have been called."),
        _(
            "Without a written order hand over nothing. Say: I am not allowed to decide this, "
            "my coordinator will answer in writing."
        ),
        _(
            "With a written order do not resist. Hand over the computer locked, say no "
            "passphrase before the lawyer is there, and ask for a signed list of what is taken."
        ),
        _("Never lie. Never delete, destroy or hide anything: it harms people and may be a crime."),
        _("Write down names, posts, the time, what was said and what was taken."),
        _("Tell your coordinator the same day and note it in Protection, Requests."),
    ]
    numbered = [Text(words, "item", f"{n}.") for n, words in enumerate(steps, start=1)]
    return Section(_("What to do"), numbered)


def _in_country(name: str, found: Mapping[str, Any]) -> Section:
    title = _("In {country}").format(country=name) if found else _("In your country")
    if not found:
        rows = [[_("The order that is needed"), BLANK], [_("Who must sign it"), BLANK]]
        note = _("Your lawyer fills this in.")
        return Section(title, [_answers(rows, note)])
    spoken = i18n.language()
    rows = [
        [_("The order that is needed"), found["order"][spoken]],
        [_("Who must sign it"), found["signed_by"][spoken]],
        [_("The law"), found["law"]],
    ]
    note = _("Looked up on {day}. This is no legal advice: your lawyer must check it.").format(
        day=i18n.format_day(found["checked_on"])
    )
    if not found["confirmed"]:
        note += " " + _("It could not be read again in its source.")
    return Section(title, [_answers(rows, note)])


def _answers(rows: list[list[str]], note: str) -> Table:
    header = [_("Question"), _("Answer")]
    return Table("", header, rows, note=note, widths=(1, 2), full=True)


def _written_down() -> Section:
    """The back of the sheet: who came, what was taken, and whoever took it signs for it."""
    who = [_("Date and time"), _("Name and post"), _("Office, number of the order")]
    what = [_("What was asked for or taken"), _("Number or mark on it")]
    tables = [
        Table(_("Who came"), who, [[""] * 3] * _PEOPLE, widths=(1, 2, 2), by_hand=True),
        Table(_("What was taken"), what, [[""] * 2] * _THINGS, widths=(3, 2), by_hand=True),
    ]
    return Section(_("Write it down here"), tables, new_page=True)


def _facts(country: str) -> Mapping[str, Any]:
    with suppress(packs.NoSuchPack):
        return packs.read(country).facts.get("seizure", {})  # type: ignore[no-any-return]
    return {}


def _country(country: str) -> str:
    with suppress(packs.NoSuchPack):
        return packs.read(country).name
    return ""
