# SPDX-License-Identifier: GPL-3.0-or-later
"""What belongs to one process beside its agreements: contacts, posts, places, good signs."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.dialogues import form, inner_service
from desktop.dialogues.ground_model import GoodSign, Post, Presence, Zone
from desktop.dialogues.meeting_model import Gesture, Meeting
from desktop.dialogues.source_page import InnerSource, inside
from desktop.widgets.record_source import Choices, Within
from desktop.widgets.source import Column, Tab, marked
from desktop.widgets.toasts import Toasts

if TYPE_CHECKING:
    from desktop.core.store import Workspace

Row = tuple[Any, ...]
Named = Mapping[str, Callable[[str], str]]


class OfProcess(InnerSource, Within):
    """Records of one process, the latest first."""

    owner_field = "process"
    order: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()

    def choices(self) -> Choices:
        return {**super().choices(), **form.of_process(self.workspace, self.owner)}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return inner_service.keys(work, self.model, self.owner_field, self.owner, self.order)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = self.links(work)
        found = inner_service.rows(work, self.model, keys, self.shows)
        return [self.cells(work, row, names) for row in found]

    def cells(self, work: Work, row: Row, names: Named) -> tuple[str, ...]:
        """Return the cells of one row."""
        raise NotImplementedError


class MeetingsOf(OfProcess):
    """The meetings of one process, held or planned."""

    kind, model = "meetings", Meeting
    title = N_("Meetings")
    heading = N_("The meeting")
    reason = N_("By code and by neighbourhood only: no name, no house, no telephone.")
    new_label = N_("New meeting")
    empty_sentence = N_("No meeting has been noted yet.")
    columns = (
        Column("held_on", N_("Day of the meeting"), 0, sortable=False),
        Column("kind", N_("With whom"), 2, sortable=False),
        Column("headcount", N_("Of the community"), 1, sortable=False),
        Column("ready", N_("Settled before"), 2, status=True, sortable=False),
    )
    order = ("-held_on",)
    shows = ("held_on", "kind", "headcount", "groundwork")

    def new_values(self) -> dict[str, Any]:
        return {"held_on": clock.today()}

    def cautions(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        with self.workspace.work(self.store) as work:
            return inner_service.cautions(work, self.owner, values)

    def cells(self, work: Work, row: Row, names: Named) -> tuple[str, ...]:
        day, kind, headcount, done = row
        values = {"kind": kind, "headcount": headcount, "groundwork": done or ()}
        lacking = inner_service.cautions(work, self.owner, values)
        state = marked("warning", _("Something is missing")) if lacking else ""
        return (
            i18n.format_day(day),
            codes.label("meeting_kind", kind),
            codes.label("headcount_band", headcount) if headcount else "",
            state,
        )


class GesturesOf(OfProcess):
    """The gestures of good faith of one process."""

    kind, model = "gestures", Gesture
    title = N_("Gestures")
    heading = N_("The gesture")
    reason = N_("Promised is not seen: it counts from the day somebody saw it.")
    new_label = N_("New gesture")
    empty_sentence = N_("No gesture of good faith has been noted yet.")
    columns = (
        Column("kind", N_("Gesture"), 3, sortable=False),
        Column("promised_on", N_("Gesture promised on"), 1, sortable=False),
        Column("seen_on", N_("Seen on"), 1, status=True, sortable=False),
    )
    order = ("-seen_on", "-promised_on")
    shows = ("kind", "promised_on", "seen_on")

    def cells(self, work: Work, row: Row, names: Named) -> tuple[str, ...]:
        kind, promised, seen = row
        state = marked("good", i18n.format_day(seen)) if seen else marked("off", _("Not seen yet"))
        return codes.label("good_faith_gesture", kind), i18n.format_day(promised), state


class ZonesOf(OfProcess):
    """The places all sides leave in peace."""

    kind, model = "zones", Zone
    title = N_("Protected places")
    heading = N_("The protected place")
    new_label = N_("New protected place")
    empty_sentence = N_("No protected place has been noted yet.")
    columns = (
        Column("category", N_("What is protected"), 2, sortable=False),
        Column("sector", N_("Sector"), 2, sortable=False),
        Column("since", N_("Since"), 1, sortable=False),
        Column("until", N_("Until"), 1, sortable=False),
    )
    order = ("-since",)
    shows = ("category", "sector", "since", "until")

    def new_values(self) -> dict[str, Any]:
        return {"since": clock.today()}

    def cells(self, work: Work, row: Row, names: Named) -> tuple[str, ...]:
        category, sector, since, until = row
        where = names["sector"](sector or "")
        days = (i18n.format_day(since), i18n.format_day(until))
        return (codes.label("zone_category", category), where, *days)


class PostsOf(OfProcess):
    """The watched entrances of one process, each with its log."""

    kind, model = "posts", Post
    title = N_("Posts at entrances")
    heading = N_("The checkpoint")
    new_label = N_("New checkpoint")
    empty_sentence = N_("No checkpoint has been agreed yet.")
    columns = (
        Column("operator", N_("Who staffs it"), 2, sortable=False),
        Column("where", N_("Where"), 2, sortable=False),
        Column("hours", N_("Hours agreed"), 0, numeric=True, sortable=False),
        Column("staffed", N_("Hours seen, 30 days"), 0, numeric=True, sortable=False),
        Column("last", N_("Last noted"), 1, sortable=False),
    )
    order = ("-since",)
    shows = ("id", "operator", "sector", "border", "hours")

    def __init__(self, workspace: "Workspace", owner: str, toasts: Toasts) -> None:
        super().__init__(workspace, owner)
        self._toasts = toasts

    def new_values(self) -> dict[str, Any]:
        return {"since": clock.today(), "hours": 24}

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        names = self.links(work)
        found = inner_service.rows(work, Post, keys, self.shows)
        seen = inner_service.presence(work, [row[0] for row in found], clock.today())
        return [
            (
                codes.label("party_type", operator),
                " · ".join(
                    part
                    for part in (names["sector"](sector or ""), names["border"](border or ""))
                    if part
                ),
                str(hours or ""),
                i18n.format_number(seen.get(identity, (0, None))[0]),
                i18n.format_day(seen.get(identity, (0, None))[1]),
            )
            for identity, operator, sector, border, hours in found
        ]

    def tabs(self, id: str) -> Sequence[Tab]:
        workspace, toasts = self.workspace, self._toasts
        return (Tab("log", N_("Log"), lambda _p: inside(PresenceOf(workspace, id), toasts)),)


class PresenceOf(OfProcess):
    """The log of one post."""

    kind, owner_field, model = "presence", "post", Presence
    title = N_("Log")
    heading = N_("Hours seen")
    reason = N_("What was seen at the entrance, never who stood there.")
    new_label = N_("New line")
    empty_sentence = N_("Nothing has been noted yet.")
    columns = (
        Column("first", N_("Day"), 1, sortable=False),
        Column("last", N_("Last day"), 1, sortable=False),
        Column("hours", N_("Hours it was staffed"), 1, numeric=True, sortable=False),
        Column("monitor", N_("Who looked, by code"), 1, sortable=False),
    )
    order = ("-first",)
    shows = ("first", "last", "hours", "monitor")

    def choices(self) -> Choices:
        return form.choices(self.workspace)

    def new_values(self) -> dict[str, Any]:
        return {"first": clock.today()}

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return inner_service.staffed(work, {**values, "post": self.owner})

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, Presence)  # noqa: S101 - the only model of this source
        return inner_service.staffed(work, {**values, "post": record.post}, record)

    def cells(self, work: Work, row: Row, names: Named) -> tuple[str, ...]:
        first, last, hours, monitor = row
        words = "" if hours is None else ngettext("{n} hour", "{n} hours", hours).format(n=hours)
        who = names["facilitator"](monitor or "")
        return i18n.format_day(first), i18n.format_day(last), words, who


class GoodSignsOf(OfProcess):
    """The signs that life comes back."""

    kind, model = "good_signs", GoodSign
    title = N_("Good signs")
    heading = N_("The good sign")
    reason = N_("What the neighbourhood can do again, not only what no longer happens.")
    new_label = N_("New good sign")
    empty_sentence = N_("No good sign has been noted yet.")
    columns = (
        Column("seen_on", N_("Seen on"), 0, sortable=False),
        Column("signs", N_("What was seen"), 3, sortable=False),
        Column("sector", N_("Sector"), 2, sortable=False),
    )
    order = ("-seen_on",)
    shows = ("seen_on", "signs", "sector")

    def new_values(self) -> dict[str, Any]:
        return {"seen_on": clock.today()}

    def cells(self, work: Work, row: Row, names: Named) -> tuple[str, ...]:
        day, signs, sector = row
        where = names["sector"](sector or "")
        return i18n.format_day(day), codes.labels("good_sign", signs or []), where
