# SPDX-License-Identifier: GPL-3.0-or-later
"""The print-out of everything about one person: to be read, and to be read aloud."""

from collections.abc import Collection, Sequence

from desktop.core import clock, i18n
from desktop.core.document import BLACK, Block, Document, Section, Table, Text
from desktop.core.i18n import _, ngettext
from desktop.core.papers import cleaning
from desktop.participants import service as participants
from desktop.rights import words
from desktop.rights.access import Access, Item, is_black, recipient_words

_WIDE, _ACROSS = 3.0, 6


def document(access: Access, released: Collection[str] = ()) -> Document:
    """Return the print-out; ``released`` are the keys of the notes somebody looked at."""
    with i18n.speaking(access.language):
        sections = [Section(_("What this is"), list(_opening(access)))]
        for name in dict.fromkeys(item.register for item in access.items):
            mine = [item for item in access.items if item.register == name]
            sections.append(Section(words.register(name), _tables(mine, released)))
        if access.papers:
            sections.append(Section(_("Papers"), [_papers(access)]))
        sections.append(Section(_("Who received data"), list(_recipients(access))))
        sections.append(Section(_("What you may ask"), list(_rights())))
        return _page(access, _("What we keep about you"), sections)


def aloud(access: Access) -> Document:
    """Return the same in plain sentences, to be read aloud."""
    with i18n.speaking(access.language):
        lines: list[Block] = [
            Text(_("I am going to read to you what we keep about you. Stop me whenever you want."))
        ]
        for name in dict.fromkeys(item.register for item in access.items):
            mine = [item for item in access.items if item.register == name]
            lines += _said(mine[0]) if name == participants.REGISTER else [_counted(name, mine)]
        if access.papers:
            n = len(access.papers)
            said = ngettext("We keep {n} paper of yours.", "We keep {n} papers of yours.", n)
            lines.append(Text(said.format(n=n), "item"))
        sections = [
            Section(_("To be read aloud"), lines),
            Section(_("What you may ask"), list(_rights())),
        ]
        return _page(access, _("What we keep about you"), sections)


def _counted(name: str, mine: Sequence[Item]) -> Text:
    said = ngettext(
        "{what}: we wrote down {n}, on {day}.",
        "{what}: we wrote down {n}, the last on {day}.",
        len(mine),
    )
    latest = max(item.recorded for item in mine)
    day = i18n.format_long_day(latest.astimezone().date())
    return Text(said.format(what=words.register(name), n=len(mine), day=day), "item")


def _tables(items: Sequence[Item], released: Collection[str]) -> list[Block]:
    """Return one table with a row for each record where they are short, else a table for each."""
    titles = list(dict.fromkeys(one.title for item in items for one in item.answers))
    if len(items) == 1 or len(titles) > _ACROSS:
        return [_table(item, released) for item in items]
    notes = {one.title for item in items for one in item.answers if one.note}
    rows = []
    for item in items:
        said = {one.title: _shown(item, at, released) for at, one in enumerate(item.answers)}
        rows.append([said.get(title, "") for title in titles])
    widths = [_WIDE if title in notes else 1.2 for title in titles]
    return [Table("", titles, rows, widths=widths, full=True)]


def _table(item: Item, released: Collection[str]) -> Table:
    rows = [[one.title, _shown(item, at, released)] for at, one in enumerate(item.answers)]
    day = i18n.format_day(item.recorded.astimezone().date())
    title = _("{code}, recorded on {day}").format(code=item.code, day=day)
    return Table(title, [_("Field"), _("Answer")], rows, widths=(1, 2), full=True)


def _shown(item: Item, at: int, released: Collection[str]) -> str:
    one = item.answers[at]
    return BLACK if is_black(one, released) else one.value


def _papers(access: Access) -> Table:
    rows = [
        [_(cleaning.KINDS[kind]), words.register(register), i18n.format_day(day)]
        for kind, register, day in access.papers
    ]
    note = _("Ask to see them; what speaks of other people is covered first.")
    header = [_("Kind"), _("Kept with"), _("Added on")]
    return Table("", header, rows, note=note, full=True)


def _opening(access: Access) -> list[Block]:
    name = access.organisation or _("Organisation without a name")
    return [
        Text(
            _("{name} keeps these records about you under the code {code}.").format(
                name=name, code=access.code
            )
        ),
        Text(
            _(
                "Black places may speak of other people. "
                "Each note is shown only after somebody has looked at it."
            )
        ),
        Text(
            _(
                "Keep this page where nobody can read it against your will. "
                "You may also leave it here."
            ),
            "warning",
        ),
    ]


def _recipients(access: Access) -> list[Block]:
    if not access.releases:
        return [Text(_("No row about you has left this office in a dataset."))]
    rows = [[i18n.format_day(day), recipient_words(name)] for day, name in access.releases]
    note = _("Datasets hold no names; they are made so that nobody can be recognised.")
    return [Table("", [_("Date"), _("For whom")], rows, note=note, full=True)]


def _rights() -> list[Block]:
    said = (
        _("You may ask us to correct what is wrong."),
        _("You may take your consent back, for all or one purpose. It never costs a service."),
        _("You may ask us to erase what we keep; some things the law makes us keep for a while."),
        _("You may complain to the data protection authority."),
    )
    return [Text(line, "item") for line in said]


def _said(item: Item) -> list[Block]:
    kept = ", ".join(one.title[0].lower() + one.title[1:] for one in item.answers if not one.note)
    return [
        Text(_("In your file we keep: {what}.").format(what=kept), "item"),
        Text(_("If you want to know what it says there, ask me now and I will read it.")),
    ]


def _page(access: Access, title: str, sections: Sequence[Section]) -> Document:
    return Document(
        title=title,
        subtitle=i18n.format_long_day(clock.today()),
        language=access.language,
        sections=sections,
        organisation=access.organisation,
        header=access.code,
        foot=_("for the person only"),
        marks=[_("Demonstration data")] if access.is_demo else [],
        cover=False,
        paper=access.paper,
    )
