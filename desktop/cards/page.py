# SPDX-License-Identifier: GPL-3.0-or-later
"""Batches of anonymous cards as a list; of each the typing and the results."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.cards import question_service as questions
from desktop.cards import service
from desktop.cards.model import BatchDraft, CardBatch
from desktop.cards.results_page import ResultsPage
from desktop.cards.typing_page import TypingPage
from desktop.core import i18n, shown
from desktop.core.fields import specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import service as organisation
from desktop.organisation.form import programme_choices
from desktop.places import service as places
from desktop.places.form import sector_choices
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Action, Column, Filter, Shown, Tab

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class CardSource(RecordSource):
    """Batches of cards; ``print_cards`` prints the blank ones of a question set."""

    name = "cards"
    title = N_("Cards")
    new_label = N_("New batch of cards")
    empty_sentence = N_("No cards yet. They are printed blank and nobody signs them.")
    model = CardBatch
    in_cells = True
    columns = (
        Column("code", N_("Code"), 0, sortable=False),
        Column("collected_on", N_("Collected on"), 0, sortable=False),
        Column("questions", N_("Questions"), 2, sortable=False),
        Column("wave", N_("Wave"), 1, sortable=False),
        Column("sector", N_("Sector"), 1, sortable=False),
        Column("cards", N_("Cards"), 0, numeric=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", print_cards: Callable[[str], None]) -> None:
        super().__init__(workspace)
        self._print_cards = print_cards

    @property
    def filters(self) -> Sequence[Filter]:  # type: ignore[override]
        """The question that narrows the list."""
        return (Filter("questions", N_("Questions"), questions.offered()),)

    def fields(self) -> Sequence[FormSection]:
        asked = [spec for spec in specs(BatchDraft) if not spec.about.hidden]
        why = N_("Nobody's code belongs here: a card has no person.")
        return [FormSection(N_("The batch"), why, asked)]

    def choices(self) -> Choices:
        return {
            "card_set": questions.offered,
            "programme": programme_choices(self.workspace),
            "sector": sector_choices(self.workspace),
        }

    def links(self, work: Work) -> shown.Links:
        return {
            "card_set": self.namer(questions.titles()),
            "programme": self.namer(organisation.titles(work)),
            "sector": self.namer(places.names(work)),
        }

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.begin(work, values)

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work, filters)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        sectors, titles = places.names(work), questions.titles()
        return [
            (
                code or "",
                i18n.format_day(on),
                titles.get(name or "", name or ""),
                wave or "",
                sectors.get(sector or "", ""),
                _of(cards, out),
            )
            for code, on, name, wave, sector, cards, out in service.rows(work, keys)
        ]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, CardBatch)  # noqa: S101 - the only model of this source
        facts = [(_("Questions"), questions.titles().get(record.questions, record.questions))]
        return replace(super().describe(work, record), facts=facts)

    def tabs(self, id: str) -> Sequence[Tab]:
        return (
            Tab("typing", N_("Type cards"), lambda _p: TypingPage(self.workspace, id)),
            Tab("results", N_("Results"), lambda _p: ResultsPage(self.workspace, id)),
        )

    def actions(self, id: str) -> Sequence[Action]:
        with self.workspace.work() as work:
            name = service.questions_of(work, id).name
        blank = partial(self._print_cards, name)
        return (Action("blank_cards", _("Print blank cards"), blank, "print"),)


def _of(cards: int | None, handed_out: int | None) -> str:
    done = i18n.format_number(cards or 0)
    if not handed_out:
        return done
    return _("{n} of {all}").format(n=done, all=i18n.format_number(handed_out))
