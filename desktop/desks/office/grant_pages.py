# SPDX-License-Identifier: GPL-3.0-or-later
"""Grants in the administration: lines, what was paid, and whom an end would touch."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import slices
from desktop.core import clock, codes, i18n, records, shown
from desktop.core.fields import specs
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tables import Record
from desktop.core.work import Work
from desktop.desks.frame.day_line import Line
from desktop.organisation import grant_service
from desktop.organisation.grant_model import Grant, GrantLine, GrantPayment
from desktop.widgets import look
from desktop.widgets.form import FormSection
from desktop.widgets.parts import empty, label, tint, wrapped
from desktop.widgets.record_source import Choices, RecordSource, Within
from desktop.widgets.register import RegisterPage
from desktop.widgets.source import Column, Shown, Tab, marked

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.toasts import Toasts


class GrantSource(RecordSource):
    """The grants that pay the work."""

    name = "grants"
    title = N_("Grants")
    new_label = N_("New grant")
    empty_sentence = N_("No grants yet. A report can be printed for one grant alone.")
    model = Grant
    columns = (
        Column("reference", N_("Code of the grant"), 1, sortable=False),
        Column("donor", N_("Donor"), 2, sortable=False),
        Column("ends_on", N_("Last day"), 0, sortable=False),
        Column("budget", N_("Budget"), 0, numeric=True, sortable=False),
        Column("paid", N_("Paid"), 0, numeric=True, sortable=False),
        Column("status", N_("Status"), 1, status=True, sortable=False),
    )

    def __init__(self, workspace: "Workspace", toasts: "Toasts") -> None:
        super().__init__(workspace)
        self._toasts = toasts

    def fields(self) -> Sequence[FormSection]:
        return [FormSection(N_("The grant"), "", specs(Grant.draft))]

    def describe(self, work: Work, record: Record) -> Shown:
        assert isinstance(record, Grant)  # noqa: S101 - the only model of this source
        title = f"{record.reference} · {record.donor}"
        return replace(super().describe(work, record), title=title)

    def tabs(self, id: str) -> Sequence[Tab]:
        workspace, toasts = self.workspace, self._toasts
        return (
            Tab("lines", N_("Lines"), lambda _p: RegisterPage(LineSource(workspace, id), toasts)),
            Tab(
                "paid",
                N_("Money paid"),
                lambda _p: RegisterPage(PaymentSource(workspace, id), toasts),
            ),
            Tab("affected", N_("When it ends"), lambda _p: Affected(workspace, id)),
        )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return grant_service.keys(work, text)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        return [self._row(work, row) for row in grant_service.rows(work, keys)]

    def _row(self, work: Work, row: tuple[Any, ...]) -> tuple[str, ...]:
        identity, reference, donor, _begun, ends_on, currency = row
        if identity is None:
            return ("",) * len(self.columns)
        spent = slices.money_of(work, identity)
        return (
            reference,
            donor,
            i18n.format_day(ends_on),
            _amount(sum(line.amount for line in spent), currency),
            _amount(sum(line.paid for line in spent), currency),
            _status(ends_on),
        )


class LineSource(Within):
    """The lines of one grant, with what is left of each."""

    kind, owner_field = "lines", "grant"
    title = N_("Lines")
    heading = N_("The line")
    new_label = N_("New line")
    empty_sentence = N_("This grant has no lines yet.")
    model = GrantLine
    columns = (
        Column("number", N_("Number of the line"), 0, sortable=False),
        Column("title", N_("What the line is for"), 3, sortable=False),
        Column("amount", N_("Amount"), 0, numeric=True, sortable=False),
        Column("paid", N_("Paid"), 0, numeric=True, sortable=False),
        Column("left", N_("Left"), 0, status=True, sortable=False),
    )

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return grant_service.line_keys(work, self.owner)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        spent = {line.id: line for line in slices.money_of(work, self.owner)}
        currency = records.get(work, Grant, self.owner).currency
        rows: list[tuple[str, ...]] = []
        for identity, number, title, amount in grant_service.line_rows(work, keys):
            line = spent.get(identity)
            left = line.left if line else 0
            state = marked("good" if left >= 0 else "danger", _amount(left, currency))
            paid = _amount(line.paid if line else 0, currency)
            rows.append((number or "", title or "", _amount(amount or 0, currency), paid, state))
        return rows


class PaymentSource(RecordSource):
    """What was paid from the lines of one grant."""

    title = N_("Money paid")
    in_cells = True
    new_label = N_("New payment")
    empty_sentence = N_("Nothing has been paid from this grant yet.")
    model = GrantPayment
    columns = (
        Column("paid_on", N_("Paid on"), 0, sortable=False),
        Column("line", N_("Line of the grant"), 2, sortable=False),
        Column("paid_for", N_("Paid for"), 2, sortable=False),
        Column("amount", N_("Amount"), 0, numeric=True, sortable=False),
        Column("voucher", N_("Voucher"), 1, sortable=False),
    )

    def __init__(self, workspace: "Workspace", grant: str) -> None:
        super().__init__(workspace)
        self.grant, self.name = grant, f"payments_{grant}"

    def fields(self) -> Sequence[FormSection]:
        reason = N_("For what, never for whom.")
        return [FormSection(N_("The payment"), reason, specs(GrantPayment.draft))]

    def choices(self) -> Choices:
        def lines() -> list[tuple[str, str]]:
            with self.workspace.work() as work:
                return grant_service.lines_offered(work, self.grant)

        return {"grant_line": lines}

    def links(self, work: Work) -> shown.Links:
        return {"grant_line": self.namer(dict(grant_service.lines_offered(work, self.grant)))}

    def list_keys(
        self, work: Work, text: str, filters: Mapping[str, str], order: str
    ) -> "array[int]":
        return grant_service.payment_keys(work, self.grant)

    def list_rows(self, work: Work, keys: Sequence[int]) -> list[tuple[str, ...]]:
        lines = dict(grant_service.lines_offered(work, self.grant))
        currency = records.get(work, Grant, self.grant).currency
        return [
            (
                i18n.format_day(paid_on),
                lines.get(line or "", ""),
                codes.label("paid_for", paid_for),
                _amount(amount or 0, currency),
                voucher or "",
            )
            for paid_on, line, amount, paid_for, voucher in grant_service.payment_rows(work, keys)
        ]


class Affected(QWidget):
    """Whom and what it touches when a grant ends, in numbers."""

    def __init__(self, workspace: "Workspace", grant: str) -> None:
        super().__init__()
        self.setObjectName("grant_affected")
        look.mark(self, "page")
        self._workspace, self._grant = workspace, grant
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*(look.space(4),) * 4)
        self._column.setSpacing(look.space(2))
        self.reload()

    def reload(self) -> None:
        """Count again."""
        empty(self._column)
        with self._workspace.work() as work:
            found = grant_service.covered(work, self._grant)
            if found is None:
                return
            touched = slices.affected(work, found)
        self._column.addWidget(label(_when(found), "section"))
        if not any(n for _words, n in touched):
            words = _("Nothing hangs on this grant yet. Name it in a programme or in what it pays.")
            self._column.addWidget(wrapped(words))
        for words, n in touched:
            if n:
                line = _("{what}: {n}").format(what=_(words), n=i18n.format_number(n))
                self._column.addWidget(tint("note", line))
        about = _("Tell the people early, look for who can pay on, and close nothing in silence.")
        self._column.addWidget(wrapped(about, "soft"))
        self._column.addStretch()


def alerts(workspace: "Workspace") -> list[Line]:
    """Say on My day which grant ends soon and how many files that touches, to who decides."""
    with workspace.work() as work:
        if not work.could("settings"):
            return []
        ending = grant_service.ending(work, clock.today())
        near = [(one, slices.affected(work, one)) for one in ending]
    lines = []
    for one, touched in near:
        people = touched[0][1]
        words = ngettext(
            "The grant {code} ends: {n} open file is touched.",
            "The grant {code} ends: {n} open files are touched.",
            people,
        )
        said = words.format(code=one.reference, n=i18n.format_number(people))
        day, where = i18n.format_day(one.ends_on), f"grants/{one.id}"
        lines.append(Line(said, day, "administration", where, verb=_("Look at it")))
    return lines


def _when(found: grant_service.Covered) -> str:
    left = clock.days_between(clock.today(), found.ends_on)
    if left < 0:
        return _("This grant ended on {day}.").format(day=i18n.format_day(found.ends_on))
    words = ngettext(
        "{n} month of money left, until {day}", "{n} months of money left, until {day}", left // 30
    )
    return words.format(n=left // 30, day=i18n.format_day(found.ends_on))


def _status(ends_on: Any) -> str:
    left = clock.days_between(clock.today(), ends_on)
    if left < 0:
        return marked("off", _("Ended"))
    if left <= grant_service.WARN_DAYS:
        return marked("warning", _("Ends soon"))
    return marked("good", _("Running"))


def _amount(amount: int, currency: str) -> str:
    return f"{currency} {i18n.format_number(amount)}"
