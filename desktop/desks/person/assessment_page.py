# SPDX-License-Identifier: GPL-3.0-or-later
"""The assessments of one person: before and after side by side, and what to ask next."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from desktop.assessments import instrument_service, report
from desktop.assessments import service as assessments
from desktop.assessments.model import Assessment, AssessmentDraft
from desktop.core import codes, i18n, instruments
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.core.instruments import Instrument, Score
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.inner_form import InnerForm, TabWithForms
from desktop.desks.team import review_acts
from desktop.supervision import service as supervision
from desktop.supervision.model import RETURNED, WAITING, Review
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, empty, label, named, tint, wrapped

_FIRST = ("done_on", "kind", "mode")
_DECISION = ("level", "reason", "protective", "motives", "own_view", "again_on")
_SHORT = ("own_view",)
_ROLES = {"better": "good", "worse": "warning"}


class AssessmentTab(TabWithForms):
    """What was found so far; new ones are asked in a form of their own."""

    def __init__(self, desk: Desk, person: str) -> None:
        super().__init__("assessments")
        self._desk, self._person = desk, person
        self.reload()

    def reload(self) -> None:
        empty(self._column)
        with self._desk.workspace.work() as work:
            used = instrument_service.used(work)
            held = assessments.of_person(work, self._person)
            states = supervision.states(work, [one.id for one in held])
            waiting = {one.thing: one for one in supervision.waiting(work)}
            compared = report.compared(work, self._person)
            titles = {one.code: one.title for one in instrument_service.every(work)}
            writes = work.could("create")
            fit = [one for one in used if instrument_service.fits(work, one, self._person)]
        if writes:
            self._offer(fit)
            self._pass_over([one for one in used if one not in fit])
        for one in held:
            if one.id in waiting:
                self._column.addWidget(review_acts.line(self._desk, waiting[one.id], self))
        if not held:
            self._column.addWidget(wrapped(_("Nothing has been assessed yet."), "soft"))
        for found in compared:
            self._column.addWidget(_card(found))
        if held:
            self._earlier(held, states, titles)
        self._column.addStretch(1)

    def ask(self, code: str) -> None:
        """Ask an instrument, or go on with the draft of it."""
        with self._desk.workspace.work(write=True) as work:
            held = assessments.begin(work, self._person, code)
            made = instrument_service.one(work, code)
            before = assessments.done(work, self._person, code)
            values = assessments.values_of(held)
            identity = held.id
        latest = before[-1] if before else None
        sections = _sections(made, latest)
        save = partial(self._complete, identity)
        key = f"assessments/{identity}"
        form = InnerForm(self._desk.workspace, key, made.title, sections, values, save)
        counted = label("", "strong", "score_now")
        counted.setContentsMargins(look.space(6), look.space(), look.space(6), look.space())
        form.say(counted)

        def recount() -> None:
            counted.setText(count_words(made, instruments.score(made, form.form.values())))

        form.form.changed.connect(recount)
        form.left.connect(partial(self._keep, identity, form))
        recount()
        self.write(form)

    def _complete(self, identity: str, values: Mapping[str, Any]) -> None:
        with self._desk.workspace.work(write=True) as work:
            assessments.complete(work, identity, values)
        self._desk.toasts.show(
            _("The assessment is completed."), lambda: self._open_again(identity)
        )

    def _open_again(self, identity: str) -> None:
        with self._desk.workspace.work(write=True) as work:
            assessments.take_back(work, identity)

    def _keep(self, identity: str, form: InnerForm) -> None:
        """Keep an unfinished one on the file, where a colleague can go on with it."""
        with self._desk.workspace.work(write=True) as work:
            assessments.keep(work, identity, form.form.values())
        self._desk.workspace.drafts().drop(f"assessments/{identity}")

    def _offer(self, used: list[Instrument]) -> None:
        row = FlowLayout(gap=2)
        for one in used:
            if instrument_service.askable(one):
                words = _("Ask: {title}").format(title=one.title)
                made = button(words, f"ask_{one.code}", partial(self.ask, one.code))
                look.mark(made, "primary" if one.decides else "")
                row.addWidget(made)
        self._column.addLayout(row)
        for one in used:
            if not instrument_service.askable(one):
                words = _(
                    "{title}: the official wording in this language is not here yet. A "
                    "coordinator can write it down in the settings, from the official paper."
                )
                self._column.addWidget(tint("note", words.format(title=one.title)))

    def _pass_over(self, young: list[Instrument]) -> None:
        """Say what this person is too young for."""
        words = _("{title}: asked from {n} years of age on.")
        for one in young:
            told = words.format(title=one.title, n=i18n.format_number(one.from_age))
            self._column.addWidget(wrapped(told, "soft"))

    def _earlier(
        self, held: list[Assessment], states: Mapping[str, Review], titles: Mapping[str, str]
    ) -> None:
        self._column.addWidget(label(_("All assessments"), "section"))
        for one in held:
            review = states.get(one.id)
            state = review.state if review and review.state != WAITING else one.state
            self._column.addWidget(self._line(one, titles.get(one.instrument, ""), state))
            if review is not None and review.comment:
                self._column.addWidget(wrapped(review.comment, "soft"))

    def _line(self, one: Assessment, title: str, state: str) -> QWidget:
        words = (
            f"{i18n.format_day(one.done_on)} · {title} · {codes.label('assessment_state', state)}"
        )
        if one.state == "draft":
            go = button(_("Go on"), f"go_on_{one.instrument}", partial(self.ask, one.instrument))
            return tint("warning", words, go)
        if state == RETURNED:
            again = button(_("Change it"), "change_again", partial(self._change_again, one))
            return tint("warning", words, again)
        return wrapped(words)

    def _change_again(self, one: Assessment) -> None:
        self._open_again(one.id)
        self.ask(one.instrument)


def count_words(made: Instrument, scored: Score) -> str:
    """Return what the answers count by now, and what that proposes."""
    if scored.total is None:
        left = i18n.format_number(scored.missing)
        return _("Questions without an answer: {n}. There is no score yet.").format(n=left)
    words = [_("Score: {n}").format(n=i18n.format_number(scored.total))]
    if band := instruments.band(made, scored.band):
        words.append(band.title)
        if band.advice:
            words.append(instruments.said(band.advice))
    if scored.level:
        level = codes.label("danger_level", scored.level)
        words.append(_("The score proposes: {level}").format(level=level))
    return " · ".join(words)


def _sections(made: Instrument, latest: assessments.Done | None) -> list[FormSection]:
    """Return the form: when and how, each part with its previous score, then the decision."""
    fields = specs(AssessmentDraft)
    intro = instruments.said(made.intro)
    found = [FormSection(N_("When and how"), "", chosen(fields, _FIRST))]
    for at, domain in enumerate(made.domains):
        reason = " ".join(
            part for part in (intro if at == 0 else "", _before(domain, latest)) if part
        )
        found.append(FormSection(domain.title, reason, instruments.fields(made, domain)))
    if made.decides:
        reason = N_("The score counts; you decide. What protects and what moves weighs as much.")
        found.append(FormSection(N_("What you decide"), reason, chosen(fields, _DECISION)))
    else:
        found.append(FormSection(N_("The person's view"), "", chosen(fields, _SHORT)))
    return found


def _before(domain: instruments.Domain, latest: assessments.Done | None) -> str:
    if latest is None or domain.code not in latest.scores:
        return ""
    return _("Before: {score} ({day})").format(
        score=i18n.format_number(latest.scores[domain.code]), day=i18n.format_day(latest.done_on)
    )


def _card(found: report.Compared) -> QWidget:
    """Return before and after of one instrument as a table of labels."""
    card = named(QFrame(), "compared", found.title)
    look.mark(card, "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(*(look.space(4),) * 4)
    column.setSpacing(look.space(2))
    column.addWidget(wrapped(found.title, "section"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(look.space(6))
    grid.setVerticalSpacing(look.space(1))
    for at, day in enumerate(found.days, start=1):
        grid.addWidget(label(i18n.format_day(day), "meta"), 0, at)
    for line, row in enumerate(found.rows, start=1):
        grid.addWidget(wrapped(row.title), line, 0)
        for at, cell in enumerate(row.cells, start=1):
            grid.addWidget(label(cell or "–"), line, at)
        word = label(report.change_words(row.change), _ROLES.get(row.change, "soft"))
        grid.addWidget(word, line, len(found.days) + 1)
    grid.setColumnStretch(len(found.days) + 2, 1)
    column.addLayout(grid)
    for words in (found.meaning, found.advice, report.mixed_words() if found.mixed else ""):
        if words:
            column.addWidget(wrapped(words, "soft"))
    return card
