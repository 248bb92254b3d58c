# SPDX-License-Identifier: GPL-3.0-or-later
"""Run an import, take it back, and keep mappings for the next time."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlmodel import col, select

from desktop.core import clock, codes, custom, i18n, records, removal
from desktop.core.errors import UserError
from desktop.core.i18n import N_
from desktop.core.intake import Target
from desktop.core.tables import new_id, table_of
from desktop.core.work import Work
from desktop.imports import detect, mapping, preview, sheet, suggest
from desktop.imports.errors import (
    ContextNeedsSource,
    EmptyFile,
    NoContextHere,
    SameFileAgain,
    UnreadableFile,
)
from desktop.imports.mapping import Mapping as Map
from desktop.imports.model import ImportBatch, ImportMap
from desktop.imports.preview import Preview, Progress
from desktop.imports.reading import Reading
from desktop.incidents import context_intake

MAIN = "cases"
BESIDE = context_intake.BESIDE
"""The register that may have official series beside it: there the page asks."""


class ChangedSince(UserError):
    """Somebody has worked on records of this import."""

    def __init__(self, n: int) -> None:
        super().__init__(
            N_(
                "Some of these records were changed after the import ({n} in all)."
                " Nothing was undone."
                " If you undo it all the same, these changes leave with them."
            ),
            n=n,
        )


class AlreadyUndone(UserError):
    """There is nothing left of this import."""

    def __init__(self) -> None:
        super().__init__(N_("This import was already undone. Nothing was changed."))


@dataclass(frozen=True, slots=True)
class Context:
    """Whose figures these are and of which day, for an official series."""

    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Sight:
    """What is known of a file before a trial run, and what it could be given to."""

    reading: Reading
    choices: suggest.Choices
    mapping: Map


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did; ``import_id`` is empty after a trial run and when no row was good."""

    import_id: str
    written: int
    preview: Preview


@dataclass(frozen=True, slots=True)
class Batch:
    """One line of the list of imports."""

    id: str
    code: str
    register: str
    kind: str
    context: bool
    source: str
    as_of: date | None
    written: int
    refused: int
    imported_at: datetime
    imported_by: str
    undone_on: date | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A mapping kept under a name."""

    id: str
    name: str
    mapping: Map


def run(
    work: Work,
    target: Target,
    path: Path,
    chosen: Map,
    *,
    context: Context | None = None,
    dry_run: bool = False,
    again: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Import the good rows of a file in the caller's transaction, or only try.

    Whatever is wrong with the file itself raises, and the transaction takes everything back.
    """
    work.may("import")
    target = with_own(for_context(target, context))
    reading = detect.sniff(path, chosen.read)
    fingerprint = fingerprint_of(path)
    if not dry_run and not again:
        _refuse_repetition(work, target, fingerprint, context)
    found = Preview()
    rows = _rows(work, target, path, reading, chosen, found, progress)
    if dry_run:
        for _row in rows:
            pass
        return Outcome("", 0, found)
    import_id = new_id()
    written = _write(work, target, rows, import_id)
    if not found.read:
        raise EmptyFile
    if not written:
        return Outcome("", 0, found)
    _keep_batch(work, target, reading, fingerprint, import_id, written, found, context)
    return Outcome(import_id, written, found)


def for_context(target: Target, context: Context | None, *, needs_source: bool = True) -> Target:
    """Return where the rows go: the register itself, or the official series beside it."""
    if context is None:
        return target
    if target.register != context_intake.BESIDE:
        raise NoContextHere
    if needs_source and not context.source.strip():
        raise ContextNeedsSource
    given = {"source": context.source.strip(), "as_of": context.as_of}
    return replace(context_intake.TARGET, defaults={**context_intake.TARGET.defaults, **given})


def with_own(target: Target) -> Target:
    """Return a target with the organisation's own questions on its register."""
    known = {spec.name for spec in target.fields}
    own = custom.asked(str(target.model.__tablename__))
    return replace(
        target, fields=(*target.fields, *(spec for spec in own if spec.name not in known))
    )


def look(
    work: Work,
    target: Target,
    path: Path,
    settings: Mapping[str, object],
    saved: Map | None = None,
) -> Sight:
    """Detect what a file is and map it: as saved before, else as seems best."""
    work.may("import")
    target = with_own(target)
    reading = detect.sniff(path, settings)
    offered = choices(work, target)
    if saved:
        return Sight(reading, offered, suggest.completed(saved, reading, target.fields, offered))
    return Sight(reading, offered, suggest.suggest(reading, target.fields, path.stem, offered))


def choices(work: Work, target: Target) -> dict[str, Mapping[str, str]]:
    """Return what words of a file can be given to: answers or linked records, by field and code."""
    work.may("import")
    ask = target.choices
    links = {spec.name: ask(work, spec) for spec in target.fields if ask and spec.about.link}
    answers = {
        spec.name: {code.code: code.label for code in codes.offered(spec.about.codes)}
        for spec in target.fields
        if spec.about.codes
    }
    return {**{name: found for name, found in links.items() if found}, **answers}


def undo(work: Work, target: Target, import_id: str, *, even_changed: bool = False) -> int:
    """Take back a whole import; returns how many records left."""
    work.may("import")
    batch = records.get(work, ImportBatch, import_id)
    if batch.undone_on:
        raise AlreadyUndone
    if batch.context:
        target = context_intake.TARGET
    changed = removal.changed_since(work, target.model, import_id)
    if changed and not even_changed:
        raise ChangedSince(changed)
    gone = (
        target.undo(work, import_id)
        if target.undo
        else removal.remove_import(work, target.model, import_id)
    )
    records.amend(work, batch, {"undone_on": clock.today()})
    return gone


def batches(work: Work) -> list[Batch]:
    """Return all imports of this store, the latest first."""
    work.may("import")
    query = select(ImportBatch).where(col(ImportBatch.deleted_at).is_(None))
    return [
        Batch(
            one.id, one.code, one.register_name, one.kind, one.context, one.source or "", one.as_of,
            one.written, one.refused, one.created_at, one.created_by, one.undone_on,
        )
        for one in work.session.exec(query.order_by(col(ImportBatch.row).desc()))
    ]  # fmt: skip


def save_map(work: Work, register: str, name: str, kept: Map) -> str:
    """Keep a mapping under a name; the same name is written over."""
    work.may("import")
    values = {"name": name, "register_name": register, "content": kept.toml()}
    query = select(ImportMap).where(
        col(ImportMap.register_name) == register,
        col(ImportMap.name) == name.strip(),
        col(ImportMap.deleted_at).is_(None),
    )
    found = work.session.exec(query).first()
    if found is None:
        return records.create(work, ImportMap, values).id
    return records.amend(work, found, values).id


def maps(work: Work, register: str) -> list[Saved]:
    """Return the mappings kept for a register, by name."""
    work.may("import")
    query = select(ImportMap).where(
        col(ImportMap.register_name) == register, col(ImportMap.deleted_at).is_(None)
    )
    return [
        Saved(one.id, one.name, mapping.from_toml(one.content))
        for one in work.session.exec(query.order_by(col(ImportMap.name)))
    ]


def drop_map(work: Work, identity: str) -> None:
    """Forget a mapping."""
    work.may("import")
    records.remove(work, records.get(work, ImportMap, identity))


def fingerprint_of(path: Path) -> str:
    """Return the hash that recognises the same file again; its name is never kept."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise UnreadableFile from None


def _rows(
    work: Work,
    target: Target,
    path: Path,
    reading: Reading,
    chosen: Map,
    found: Preview,
    progress: Progress | None,
) -> Iterator[Mapping[str, object]]:
    find = target.finder(work) if target.finder else None
    finish = target.finisher(work) if target.finisher else None
    found.known = target.known(work) if target.known else None
    if work.store != MAIN:  # nothing leaves the store where it belongs
        target = replace(target, apart=None)
    table = sheet.rows(path, reading)
    return preview.check(
        table, chosen, target, reading, found, find=find, finish=finish, progress=progress
    )


def _write(work: Work, target: Target, rows: Iterator[Mapping[str, object]], import_id: str) -> int:
    if target.write:
        return target.write(work, rows, import_id)
    return records.create_many(work, target.model, rows, import_id=import_id)


def _refuse_repetition(
    work: Work, target: Target, fingerprint: str, context: Context | None
) -> None:
    table = table_of(ImportBatch)
    query = sa.select(table.c.created_at).where(
        table.c.fingerprint == fingerprint,
        table.c.register_name == target.register,
        table.c.context == (context is not None),
        table.c.undone_on.is_(None),
        table.c.deleted_at.is_(None),
    )
    before = work.session.execute(query.limit(1)).scalar()
    if before:
        raise SameFileAgain(i18n.format_moment(before))


def _keep_batch(
    work: Work,
    target: Target,
    reading: Reading,
    fingerprint: str,
    import_id: str,
    written: int,
    found: Preview,
    context: Context | None,
) -> None:
    values = {
        "register_name": target.register,
        "kind": reading.kind,
        "fingerprint": fingerprint,
        "context": context is not None,
        "source": context.source if context else None,
        "as_of": context.as_of if context else None,
        "written": written,
        "refused": found.refused_rows,
    }
    records.create(work, ImportBatch, values, id=import_id)
