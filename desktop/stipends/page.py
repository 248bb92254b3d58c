# SPDX-License-Identifier: GPL-3.0-or-later
"""The registers of stipends: rules, months, and the lines of one month or of one person."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.core import clock, codes, i18n, money, shown
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.organisation import grant_service
from desktop.organisation.form import line_choices
from desktop.participants import service as participants
from desktop.participants.form import participant_choices
from desktop.stipends import line_service, rule_service, service
from desktop.stipends.line_service import COUNTED, DISAGREED, ON_THE_DAY
from desktop.stipends.model import MonthState, StipendLine, StipendMonth
from desktop.stipends.rule_model import PARTS, StipendRule
from desktop.widgets.form import FormSection
from desktop.widgets.record_source import Choices, RecordSource
from desktop.widgets.source import Column, Shown, Tone, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_MONTH_TONES: Mapping[str, Tone] = {
    "draft": "note",
    "prepared": "warning",
    "approved": "good",
    "paying": "warning",
    "closed": "off",
}
_LINE_TONES: Mapping[str, Tone] = {"paid": "good", "due": "note", "not_collected": "warning"}


class RuleSource(RecordSource):
    """The rules; what they may count is a closed list."""

    name = "stipend_rules"
    in_cells = True
    title = N_("Rules")
    new_label = N_("New rule")
    empty_sentence = N_("No rule yet. A rule says what counts and how much is paid.")
    model = StipendRule
    columns = (
        Column("title", N_("Name of the rule"), 3, sortable=False),
        Column("amount", N_("Amount"), 1, numeric=True, sortable=False),
        Column("starts_on", N_("In force from"), 1, sortable=False),
        Column("until", N_("Until"), 1, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(StipendRule.draft)
        steps = [f"{end}_{n}" for n in (1, 2, 3, 4) for end in ("from", "pays")]
        whole = ["title", "starts_on", "until", "amount"]
        return [
            FormSection(N_("The rule"), "", chosen(fields, whole)),
            FormSection(
                N_("What counts"),
                N_("Only what the person does with the programme. Nobody else is asked."),
                chosen(fields, PARTS),
            ),
            FormSection(
                N_("What is paid"),
                N_("From which result on, and how much of the amount. The highest step first."),
                chosen(fields, steps),
            ),
        ]

    def new_values(self) -> dict[str, Any]:
        """Start from the steps of the best known programme; an emptied one stays empty."""
        return {"from_1": 90, "pays_1": 100, "from_2": 70, "pays_2": 70}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return rule_service.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [
            (
                title or "",
                money.show(amount, currency),
                i18n.format_day(starts),
                i18n.format_day(until),
            )
            for title, starts, until, amount, currency in rule_service.rows(work, keys)
        ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return rule_service.create(work, values)

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, StipendRule)  # noqa: S101 - the only model of this source
        return rule_service.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        base = super().describe(work, record)
        words = _("A change is for the months to come. Months already begun keep their rule.")
        may = work.could("stipends")
        return replace(base, warnings=[words], may_edit=may, may_remove=may)


class MonthSource(RecordSource):
    """The months, each with its people; the desk adds what is done with one."""

    name = "stipend_months"
    in_cells = True
    title = N_("Stipends")
    new_label = N_("New month")
    empty_sentence = N_("No month has been begun yet.")
    model = StipendMonth
    columns = (
        Column("month", N_("Month"), 2, sortable=False),
        Column("rule", N_("Rule"), 2, sortable=False),
        Column("people", N_("People"), 0, numeric=True, sortable=False),
        Column("paid_on", N_("Pay day"), 1, sortable=False),
        Column("state", N_("State"), 1, status=True, sortable=False),
    )

    def fields(self) -> Sequence[FormSection]:
        reason = N_("Everybody in the stipend gets a line, with what is already known.")
        asked = chosen(specs(StipendMonth.draft), ("rule", "month", "grant_line"))
        return [FormSection(N_("The month"), reason, asked)]

    def new_values(self) -> dict[str, Any]:
        day = clock.today()
        offered = self._rules()
        only = {"rule": offered[0][0]} if len(offered) == 1 else {}
        return {"month": day.replace(day=1), **only}

    def choices(self) -> Choices:
        return {"stipend_rule": self._rules, "grant_line": line_choices(self.workspace)}

    def links(self, work: Work) -> shown.Links:
        return {
            "stipend_rule": self.namer(rule_service.titles(work)),
            "grant_line": self.namer(grant_service.line_names(work)),
        }

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return service.keys(work)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rules = rule_service.titles(work)
        return [
            (
                i18n.format_month(month) if month else "",
                rules.get(rule or "", ""),
                str(people or 0),
                i18n.format_day(paid_on),
                marked(_MONTH_TONES.get(state or "", "off"), codes.label("stipend_state", state)),
            )
            for month, rule, people, state, paid_on in service.rows(work, keys)
        ]

    def create(self, work: Work, values: Mapping[str, Any]) -> Record:
        return service.begin(work, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, StipendMonth)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        whole = money.show(
            service.cash_of(work, record).whole, rule_service.read(record.terms).currency
        )
        facts = [
            (_("State"), codes.label("stipend_state", record.state)),
            (_("All slips together"), whole),
            (_("Prepared by"), record.prepared_by or ""),
            (_("Approved by"), record.approved_by or ""),
            (_("Paid by"), record.paid_by or ""),
        ]
        draft = record.state == MonthState.DRAFT
        return replace(
            base,
            title=i18n.format_month(record.month),
            facts=[(name, words) for name, words in facts if words],
            warnings=_cash(work, record),
            may_edit=False,
            may_remove=draft and work.could("stipends"),
        )

    def _rules(self) -> list[tuple[str, str]]:
        with self.workspace.work() as work:
            return rule_service.offered(work, clock.today())


class LineSource(RecordSource):
    """The people of one month, or the months of one person."""

    title = N_("People")
    in_cells = True
    empty_sentence = N_("Nobody had a stipend placement in this month.")
    model = StipendLine

    def __init__(self, workspace: "Workspace", month: str = "", person: str = "") -> None:
        super().__init__(workspace)
        self._month, self._person = month, person
        self.name = f"stipend_lines_{month or person}"
        if person:
            self.empty_sentence = N_("No stipend yet.")
        first = (
            Column("month", N_("Month"), 2, sortable=False)
            if person
            else Column("participant", N_("Code"), 1, sortable=False)
        )
        self.columns = (
            Column("number", N_("Number"), 0, numeric=True, sortable=False),
            first,
            Column("share", N_("Met"), 0, numeric=True, sortable=False),
            Column("pays", N_("Is paid"), 0, numeric=True, sortable=False),
            Column("amount", N_("Amount"), 1, numeric=True, sortable=False),
            Column("state", N_("State"), 1, status=True, sortable=False),
        )

    def fields(self) -> Sequence[FormSection]:
        fields = specs(StipendLine.draft)
        return [
            FormSection(N_("What was asked and done"), "", chosen(fields, self._counted())),
            FormSection(N_("The slip"), N_("On the pay day."), chosen(fields, ON_THE_DAY)),
            FormSection(
                N_("If the person disagrees"),
                N_("It is answered by somebody else, and a difference is paid next month."),
                chosen(fields, DISAGREED),
            ),
        ]

    def links(self, work: Work) -> shown.Links:
        return {"participant": partial(participants.code_of, work)}

    def choices(self) -> Choices:
        return {"participant": participant_choices(self.workspace)}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return line_service.keys(work, self._month, self._person)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        rows = line_service.rows(work, keys)
        known = participants.codes_of(work, [row[1] for row in rows if row[1]])
        return [self._row(row, known) for row in rows]

    def amend(self, work: Work, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, StipendLine)  # noqa: S101 - the only model of this source
        return line_service.amend(work, record, values)

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, StipendLine)  # noqa: S101 - the only model of this source
        base = super().describe(work, record)
        month = service.get(work, record.month)
        person = participants.code_of(work, record.participant)
        facts = [
            (_("Month"), i18n.format_month(month.month)),
            (_("Amount"), money.show(record.amount, rule_service.read(month.terms).currency)),
            (_("State"), codes.label("stipend_line_state", record.state)),
        ]
        return replace(base, code=person or record.code, facts=facts, may_remove=False)

    def _counted(self) -> list[str]:
        if not self._month:
            return list(COUNTED)
        with self.workspace.work() as work:
            weights = rule_service.read(service.get(work, self._month).terms).weights
        return [name for name in COUNTED if name.rpartition("_")[0] in weights or name == "excuse"]

    def _row(self, row: tuple[Any, ...], known: Mapping[str, str]) -> tuple[str, ...]:
        number, person, share, pays, amount, terms, state, appeal, month = row
        if number is None:
            return ("",) * len(self.columns)
        words = codes.label("stipend_line_state", state)
        if appeal == "waiting":
            words = _("{state}, disagrees").format(state=words)
        first = i18n.format_month(month) if self._person else known.get(person, "")
        return (
            str(number),
            first,
            "" if share is None else i18n.format_percent(share / 100),
            "" if pays is None else i18n.format_percent(pays / 100),
            money.show(amount, rule_service.read(terms).currency),
            marked("warning" if appeal == "waiting" else _LINE_TONES.get(state, "off"), words),
        )


def _cash(work: Work, month: StipendMonth) -> list[str]:
    """Return what has to be said about the money of a month."""
    currency = rule_service.read(month.terms).currency
    cash = service.cash_of(work, month)
    if month.state == MonthState.PAYING:
        return [
            _("Cash taken {taken}. Handed over so far {paid}; {rest} must come back today.").format(
                taken=money.show(cash.taken, currency),
                paid=money.show(cash.paid, currency),
                rest=money.show(cash.expected, currency),
            )
        ]
    if month.state == MonthState.CLOSED and cash.difference:
        why = _("The cash differs by {n}. {why}")
        shown_as = money.show(cash.difference, currency)
        return [why.format(n=shown_as, why=month.difference or "")]
    return []
