# SPDX-License-Identifier: GPL-3.0-or-later
"""What a register tells its page: plain data and verbs, no widget."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Protocol

from desktop.core.i18n import N_

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.widgets.editors_kinds import Links
    from desktop.widgets.form import FormSection

Tone = Literal["good", "note", "warning", "danger", "off"]
"""What a status means; each has a shape of its own beside its colour."""

_BETWEEN = "\x1f"


def marked(tone: Tone, word: str) -> str:
    """Return the cell of a status column: the word, and the tone that gives it its shape."""
    return f"{tone}{_BETWEEN}{word}"


def tone_and_word(cell: str) -> tuple[str, str]:
    """Take a status cell apart; a cell without a tone has the empty one."""
    tone, between, word = cell.partition(_BETWEEN)
    return (tone, word) if between else ("", cell)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list; ``name`` is what ``order`` says, ``-name`` the other way round.

    A column takes the width of its content; what is left over goes by ``weight``.
    """

    name: str
    title: str
    weight: int = 1
    numeric: bool = False
    status: bool = False
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Filter:
    """One question that narrows a list; no choice means everything.

    ``choices`` are (code, label) with labels already in the user's language; the list opens with
    ``chosen``.
    """

    name: str
    title: str
    choices: Sequence[tuple[str, str]]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A verb of one record: a button with a word and an icon."""

    name: str
    label: str
    run: Callable[[], None]
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a search that found nothing may lead to all the same: a sentence and a verb."""

    sentence: str
    label: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Tab:
    """A further tab of the record page, built when it is first looked at.

    Of its methods ``reload``, ``keep_draft`` and ``close_down`` those it has are called when the
    store changed, before a lock, and before it goes; a RegisterPage may be a tab.
    """

    name: str
    title: str
    build: "Callable[[QWidget], QWidget]"
    after: bool = False
    """Whether it comes after Details: what is opened first is what is asked most."""
    group: str = ""
    """What it stands under, with others of the same name: many tabs hide the one looked for."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one field, in words."""

    moment: str
    who: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What somebody typed and had not finished."""

    values: Mapping[str, Any]
    moment: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """One record as its page shows it; every text is already in the user's language.

    ``title`` stands beside the code and never holds a group, a legal status or danger;
    ``warnings`` are tint lines that cannot be closed; ``next_step`` is the next due thing; ``key``
    is its row key, by which the list finds a new record.
    """

    id: str
    code: str
    values: Mapping[str, Any]
    key: int | None = None
    title: str = ""
    facts: Sequence[tuple[str, str]] = ()
    warnings: Sequence[str] = ()
    next_step: Action | None = None
    may_edit: bool = True
    may_remove: bool = True
    more: Mapping[str, Any] = field(default_factory=dict)


class Source(Protocol):
    """A register behind its page. Only ``keys`` is called outside the window's thread.

    Subclass it: what has a body here may be left out. ``save`` and the other verbs own their
    transaction and raise InvalidRecord or another UserError; titles are marked with ``N_``.
    """

    name: str
    title: str
    new_label: str = ""
    """What the New button says; empty when records are not made here."""
    empty_sentence: str = N_("Nothing here yet.")
    search_first: str = ""
    """What the search above a new form is called; empty where nothing is searched first."""
    restricted_title: str = N_("Reserved")
    details_group: str = ""
    """The group of tabs the forms and the history of a record stand in; empty for none."""
    columns: Sequence[Column]
    filters: Sequence[Filter] = ()
    """Read again at every reload of the list; a property may offer what is there by then."""

    def own_filters(self) -> Sequence[Filter]:
        """Return what an organisation's own questions narrow the list by."""
        return ()

    def keys(self, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
        """Return the row keys that match, in order; runs in a worker thread."""
        ...

    def interrupt(self) -> None:
        """Break off a running ``keys``; a source that cannot does nothing."""
        return

    def beyond(self, text: str) -> Beyond | None:
        """Return what a search that found nothing may lead to; None for the usual way out."""
        return None

    def rows(self, keys: Sequence[int]) -> list[tuple[str, ...]]:
        """Return one tuple of cells for each key, in the order of the keys."""
        ...

    def fields(self) -> "Sequence[FormSection]":
        """Return the form."""
        ...

    def new_fields(self) -> "Sequence[FormSection]":
        """Return the form of a new record, where it asks more or less than the record's own."""
        return self.fields()

    def own_fields(self) -> "Sequence[FormSection]":
        """Return what an organisation asks of its own, after the form's own sections."""
        return ()

    def similar(self, values: Mapping[str, Any]) -> Sequence[tuple[str, str]]:
        """Return (id, words) of records that may be the one being typed; runs in a worker."""
        return ()

    def look_up(self, text: str) -> Sequence[tuple[str, str]]:
        """Return (id, words) of records a searched text may mean; runs in a worker."""
        return ()

    def carried(self, text: str) -> Mapping[str, Any]:
        """Return the answers of a new record that a searched text already gives."""
        return {}

    def cautions(self, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Return what looks wrong about answers, by field: said under it, never in the way."""
        return {}

    def restricted_fields(self) -> "Sequence[FormSection]":
        """Return the form of the tab that stands apart: groups, legal status, danger.

        Empty for whoever may not see them; ``values`` of ``load`` hold their answers.
        """
        return ()

    def choices(self) -> "Links":
        """Return what the links of the form offer, by what they point to."""
        return {}

    def new_values(self) -> dict[str, Any]:
        """Return what a new record starts with."""
        return {}

    def load(self, key: int | str) -> Shown:
        """Return one record by its row key or its id; RecordGone when it is not there."""
        ...

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        """Create (no id) or amend; returns the id, empty when the record does not stay here."""
        ...

    def undo(self, id: str) -> None:
        """Take back the last ``save`` of this record: the values before it return."""
        ...

    def take_back(self, id: str) -> None:
        """Take back a ``save`` without an id; a source may have changed an older record by it."""
        self.remove(id)

    def remove(self, id: str) -> None:
        """Delete softly."""
        ...

    def restore(self, id: str) -> None:
        """Take a deletion back."""
        ...

    def history(self, id: str) -> Sequence[HistoryLine]:
        """Return the changes, newest first."""
        return ()

    def draft(self, key: str) -> KeptDraft | None:
        """Return the draft kept under a key: a record's id, or ``new``."""
        ...

    def keep_draft(self, key: str, values: Mapping[str, Any]) -> None:
        """Keep what has been typed so far."""
        ...

    def drop_draft(self, key: str) -> None:
        """Forget a draft; nothing happens when there is none."""
        ...

    def tabs(self, id: str) -> Sequence[Tab]:
        """Return the tabs of a record beside Details and History."""
        return ()

    def actions(self, id: str) -> Sequence[Action]:
        """Return further verbs of a record."""
        return ()

    def together(self, keys: Sequence[int]) -> Sequence[Action]:
        """Return verbs for several chosen rows at once; none is the usual answer."""
        return ()

    def print(self, id: str) -> Callable[[], None] | None:
        """Return what prints this record; None when there is no paper for it."""
        return None
