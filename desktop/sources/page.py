# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of sources and of what was heard, shown only while their store is open."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.core import codes, i18n, shown
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.sources import form, service
from desktop.sources.model import STORE, UNKNOWN_SOURCE, UNKNOWN_WORD, Source, Statement
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Filter, marked


class ToldSource(RecordSource):
    """A register of the sources store."""

    store = STORE

    def choices(self) -> Choices:
        return form.choices(self.workspace)

    def links(self, work: Work) -> shown.Links:
        return form.names(self.workspace, work)


class SourceSource(ToldSource):
    """People who tell us things, by code."""

    name = "told_by"
    in_cells = True
    title = N_("Who tells us")
    new_label = N_("New source")
    empty_sentence = N_("Nobody is written down yet.")
    model = Source
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("kind", N_("Who tells us"), 2, sortable=False),
        Column("reliability", N_("How reliable"), 2, sortable=False),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("told", N_("Told"), 0, numeric=True, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The question that narrows the list."""
        return (Filter("kind", N_("Who tells us"), codes.choices("source_type")),)

    def fields(self) -> Sequence[FormSection]:
        return form.source_sections()

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.register(work, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.source_keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        links = self.links(work)
        return [
            (
                code or "",
                codes.label("source_type", kind),
                codes.label("source_reliability", reliability),
                links["sector"](sector or ""),
                i18n.format_number(told or 0),
            )
            for code, kind, reliability, sector, told in service.source_rows(work, keys)
        ]


class StatementSource(ToldSource):
    """What was heard, with its grade and the day on which a rumour goes."""

    name = "heard"
    in_cells = True
    title = N_("What was heard")
    new_label = N_("Write what was heard")
    empty_sentence = N_("Nothing was heard yet.")
    model = Statement
    columns = (
        Column("heard_on", N_("Heard on"), 0, sortable=False),
        Column("grade", N_("Grade"), 0, status=True, sortable=False),
        Column("source", N_("From whom"), 0, sortable=False),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("words", N_("What was heard"), 4, sortable=False),
        Column("expires", N_("Kept until"), 0, sortable=False),
    )

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The question that narrows the list."""
        return (Filter("rumour", N_("Rumours"), (("yes", _("Only these")), ("no", _("None")))),)

    def fields(self) -> Sequence[FormSection]:
        return form.statement_sections()

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.hear(work, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.statement_keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        links = self.links(work)
        return [_row(row, links) for row in service.statement_rows(work, keys)]


def _row(row: tuple[Any, ...], links: shown.Links) -> tuple[str, ...]:
    heard_on, source, reliability, credibility, sector, words = row
    if heard_on is None:
        return ("",) * len(StatementSource.columns)
    rumour = (reliability, credibility) == (UNKNOWN_SOURCE, UNKNOWN_WORD)
    return (
        i18n.format_day(heard_on),
        marked("warning" if rumour else "off", f"{reliability}{credibility}"),
        links["source"](source or ""),
        links["sector"](sector or ""),
        words,
        i18n.format_day(service.expires(heard_on)) if rumour else "",
    )
