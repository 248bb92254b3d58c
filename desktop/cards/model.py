# SPDX-License-Identifier: GPL-3.0-or-later
"""Anonymous cards: a batch is one afternoon with one set of questions, a card its answers.

A card has no key to a person, no time of its answering and no order that could tell who wrote it.
"""

from datetime import date
from typing import Annotated, Any, ClassVar

import sqlalchemy as sa
from sqlmodel import Field

from desktop.core import clock
from desktop.core.errors import UserError
from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class BatchDraft(Draft):
    """Cards collected together."""

    questions: Annotated[str, About(link="card_set", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Questions"), max_length=40
    )
    version: Annotated[int, About(hidden=True, privacy=Privacy.INSENSITIVE)] = Field(
        default=1, title=N_("Version of the questions"), ge=1
    )
    wave: Annotated[str | None, About(help=N_("For example: before, after, second round."))] = (
        Field(default=None, title=N_("Wave"), max_length=40)
    )
    collected_on: Annotated[date, About(privacy=Privacy.INSENSITIVE)] = Field(
        default_factory=clock.today, title=N_("Collected on"), index=True
    )
    sector: Annotated[str | None, About(link="sector", privacy=Privacy.QUASI)] = Field(
        default=None, title=N_("Sector"), max_length=36
    )
    programme: Annotated[str | None, About(link="programme", privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Programme line"), max_length=36
    )
    handed_out: Annotated[
        int | None,
        About(help=N_("How many cards were handed out, answered or not.")),
    ] = Field(default=None, title=N_("Cards handed out"), ge=0, le=100_000)

    def problems(self) -> dict[str, UserError]:
        """Cards were collected on a day that has come."""
        if self.collected_on > clock.today():
            return {"collected_on": UserError(N_("This date is in the future."))}
        return {}


class CardBatch(BatchDraft, Record, table=True):
    """One batch of anonymous cards."""

    __tablename__ = "card_batch"
    letter: ClassVar[str] = "CB"
    draft: ClassVar[type[Draft]] = BatchDraft


class CardDraft(Draft):
    """The answers of one card: question to code."""

    batch: Annotated[str, About(link="card_batch", privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Batch"), max_length=36, index=True
    )
    answers: Annotated[
        list[str], About(link="card_answer", privacy=Privacy.SENSITIVE, hidden=True)
    ] = Field(default_factory=list, title=N_("Answers"), sa_type=sa.JSON)

    def by_question(self) -> dict[str, str]:
        """Return the answers by question."""
        return dict(answer.split("=", 1) for answer in self.answers)


class Card(CardDraft, Record, table=True):
    """One anonymous card."""

    letter: ClassVar[str] = "CD"
    draft: ClassVar[type[Draft]] = CardDraft


def as_answers(chosen: dict[str, Any]) -> list[str]:
    """Return answers as a card keeps them."""
    return [f"{question}={code}" for question, code in chosen.items()]
