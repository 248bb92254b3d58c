# SPDX-License-Identifier: GPL-3.0-or-later
"""A Source over the records of a store; a slice says which model, which list, which form."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop.core import codes, custom, history, i18n, listing, records, shown
from desktop.core.document import Section
from desktop.core.fields import FieldSpec, Kind, Privacy, specs
from desktop.core.i18n import N_, _
from desktop.core.scope import WORKER
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.widgets.form import FormSection
from desktop.widgets.source import (
    Column,
    Filter,
    HistoryLine,
    KeptDraft,
    Shown,
    Source,
    tone_and_word,
)
from desktop.widgets.underline import folded

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_AT_ONCE = 400
"""Rows read together where a list is searched by its cells."""
Choices = Mapping[str, Callable[[], list[tuple[str, str]]]]


class RecordSource(Source):
    """What every register shares: transactions, drafts, undo, history.

    A slice overrides ``list_keys``, ``list_rows``, ``fields`` and, where its service has a verb of
    its own, ``create`` and ``amend``. ``links`` gives, for each kind of link, the function that
    names an id; ``choices`` the one that offers ids for what was typed.
    """

    model: type[Record]
    store: str = "cases"
    in_cells: bool = False
    """Whether the list is short, and is searched by what its cells say instead of by the store."""
    printer: Callable[[str], None] | None = None
    """What prints a record by its id; the desk puts it here, paper is above this room."""

    def __init__(self, workspace: "Workspace") -> None:
        self.workspace = workspace

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        """Return the row keys that match; the slice's service asks the store."""
        raise NotImplementedError

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        """Return the cells of the given keys."""
        raise NotImplementedError

    def links(self, work: Work) -> shown.Links:
        """Return the names of linked records, read once for what is shown now."""
        return {}

    @staticmethod
    def namer(names: Mapping[str, str]) -> Callable[[str], str]:
        """Return the function that names an id, from names read once."""
        return lambda identity: names.get(identity, "")

    def choices(self) -> Choices:
        """Return what the link editors of the form offer."""
        return {}

    def own_fields(self) -> "Sequence[FormSection]":
        """Return the organisation's own questions on this register; none is the usual answer."""
        own = custom.asked(str(self.model.__tablename__))
        reason = N_("Questions of your organisation. They leave in no dataset.")
        return [FormSection(N_("Our own questions"), reason, own)] if own else []

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        """Write a new record."""
        return records.create(work, self.model, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        """Change a record."""
        return records.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        """Return the record page's head and values."""
        return Shown(
            id=record.id,
            code=record.code,
            values=records.values_of(record),
            key=record.row,
            may_edit=work.could("amend"),
            may_remove=work.could("remove"),
        )

    def sections(self, work: Work, record: Record) -> Sequence[Section]:
        """Return what stands on the printed page after the fields."""
        return ()

    def own_filters(self) -> Sequence[Filter]:
        choices = {spec.name: _choices_of(spec) for spec in self._narrowing()}
        return [
            Filter(spec.name, spec.title, choices[spec.name])
            for spec in self._narrowing()
            if choices[spec.name]
        ]

    def keys(self, text: str, filters: Mapping[str, str], order: str) -> "array[int]":
        own = {name: code for name, code in filters.items() if name.startswith(custom.PREFIX)}
        asked = {name: code for name, code in filters.items() if name not in own}
        with self.workspace.work(self.store) as work:
            found = self.list_keys(work, text, asked, order)
            found = listing.narrowed(work, self.model, found, own) if own else found
            return self._saying(work, found, text) if self.in_cells and text.strip() else found

    def _saying(self, work: Work, keys: "array[int]", text: str) -> "array[int]":
        """Return the rows with every word that was typed in one cell or another."""
        words, found = folded(text).split(), array("q")
        for start in range(0, len(keys), _AT_ONCE):
            part = keys[start : start + _AT_ONCE]
            for key, row in zip(part, self.list_rows(work, part), strict=True):
                line = folded(" ".join(tone_and_word(cell)[1] for cell in row))
                if all(word in line for word in words):
                    found.append(key)
        return found

    def rows(self, keys: Sequence[int]) -> list[tuple[str, ...]]:
        with self.workspace.work(self.store) as work:
            return self.list_rows(work, keys)

    def load(self, key: int | str) -> Shown:
        with self.workspace.work(self.store) as work:
            return self.describe(work, self._record(work, key))

    def save(self, id: str | None, values: Mapping[str, Any]) -> str:
        with self.workspace.work(self.store, write=True) as work:
            if id is None:
                return self.create(work, values).id
            return self.amend(work, records.get(work, self.model, id), values).id

    def undo(self, id: str) -> None:
        with self.workspace.work(self.store, write=True) as work:
            if before := history.last_batch(work, id):
                self.amend(work, records.get(work, self.model, id), before)

    def take_back(self, id: str) -> None:
        with self.workspace.work(self.store) as work:
            was_there = bool(history.last_batch(work, id))
        (self.undo if was_there else self.remove)(id)

    def remove(self, id: str) -> None:
        with self.workspace.work(self.store, write=True) as work:
            records.remove(work, records.get(work, self.model, id))

    def restore(self, id: str) -> None:
        with self.workspace.work(self.store, write=True) as work:
            records.restore(work, records.get(work, self.model, id, deleted=True))

    def history(self, id: str) -> Sequence[HistoryLine]:
        own = custom.known(str(self.model.__tablename__))
        fields = {spec.name: spec for spec in (*specs(self.model.draft), *own)}
        with self.workspace.work(self.store) as work:
            links = self.links(work)
            return [
                line
                for change in history.entries(work, id)
                if (line := _line(change, fields, links)) is not None
            ]

    def print(self, id: str) -> Callable[[], None] | None:
        paper = self.printer
        return (lambda: paper(id)) if paper else None

    def draft(self, key: str) -> KeptDraft | None:
        kept = self.workspace.drafts(self.store).find(self._draft_key(key))
        return KeptDraft(kept.values, kept.moment) if kept else None

    def keep_draft(self, key: str, values: Mapping[str, Any]) -> None:
        self.workspace.drafts(self.store).keep(self._draft_key(key), values)

    def drop_draft(self, key: str) -> None:
        self.workspace.drafts(self.store).drop(self._draft_key(key))

    def _narrowing(self) -> Sequence[FieldSpec]:
        return custom.narrowing(str(self.model.__tablename__))

    def _draft_key(self, key: str) -> str:
        return f"{self.name}/{key}"

    def _record(self, work: Work, key: int | str) -> Record:
        if isinstance(key, int):
            return records.at_row(work, self.model, key)
        return records.get(work, self.model, key)


class Within(RecordSource):
    """Records that belong to one other record, which the form never asks for."""

    in_cells = True
    kind: str = ""
    """What the list is called where drafts are kept, before the id of the owner."""
    owner_field: str = ""
    heading: str = ""
    reason: str = ""
    columns: Sequence[Column] = ()

    def __init__(self, workspace: "Workspace", owner: str) -> None:
        super().__init__(workspace)
        self.owner = owner
        self.name = f"{self.kind}_{owner}"

    def asks(self, field: str) -> bool:
        """Tell whether the form asks for a field."""
        return field != self.owner_field

    def fields(self) -> "Sequence[FormSection]":
        asked = [spec for spec in specs(self.model.draft) if self.asks(spec.name)]
        return [FormSection(self.heading, self.reason, asked)]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return super().create(work, {**values, self.owner_field: self.owner})


def _choices_of(spec: FieldSpec) -> list[tuple[str, str]]:
    if spec.kind is Kind.YES_NO:
        return [(custom.YES, _("Yes")), (custom.NO, _("No"))]
    return codes.choices(spec.about.codes)


def _line(
    change: history.Change, fields: Mapping[str, FieldSpec], links: shown.Links
) -> HistoryLine | None:
    moment = i18n.format_moment(change.moment)
    if change.field == history.BIRTH:
        return HistoryLine(moment, change.user, _("Recorded"), "", "")
    if change.field == "deleted_at":
        word = _("Deleted") if change.value else _("Brought back")
        return HistoryLine(moment, change.user, word, "", "")
    if change.field == WORKER:
        return HistoryLine(
            moment, change.user, _("Worker"), str(change.before or ""), str(change.value or "")
        )
    spec = fields.get(change.field)
    if spec is None or spec.about.derived:
        return None
    named = spec.about.privacy is Privacy.IDENTIFIER and not spec.about.link
    if named or spec.about.restricted:  # that it changed may be known, what it says may not
        return HistoryLine(moment, change.user, _(spec.title), "", "")
    before, after = (shown.value(spec, one, links) for one in (change.before, change.value))
    return HistoryLine(moment, change.user, _(spec.title), before, after)
