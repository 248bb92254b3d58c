# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings of the instruments: which an office uses, the official words it copied, its weights."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from desktop.assessments import instrument_service, wording_intake
from desktop.core import codes, i18n, instruments
from desktop.core.errors import UserError
from desktop.core.fields import FieldSpec, Kind
from desktop.core.i18n import N_, _
from desktop.core.instruments import Instrument
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.inner_form import InnerForm, TabWithForms
from desktop.widgets import dialogs, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.form import FormSection
from desktop.widgets.parts import button, empty, named, tint, wrapped

_LONGEST = 400


class InstrumentsPage(TabWithForms):
    """A card for each instrument; nothing here is about a person."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("instruments_page")
        self._desk = desk
        self.reload()

    def reload(self) -> None:
        empty(self._column)
        with self._desk.workspace.work() as work:
            every, chosen = instrument_service.every(work), instrument_service.on(work)
        words = _(
            "A score never decides. What was already assessed keeps the score and the version it "
            "was counted with, whatever is changed here."
        )
        self._column.addWidget(wrapped(words, "soft"))
        for made in every:
            self._column.addWidget(self._card(made, on=made.code in chosen))
        self._column.addStretch(1)

    def _card(self, made: Instrument, *, on: bool) -> QWidget:
        card = named(QFrame(), f"instrument_{made.code}", made.title)
        look.mark(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(wrapped(made.title, "section"))
        use = named(QCheckBox(_("In use")), f"use_{made.code}", _("In use"))
        use.setAccessibleName(f"{made.title}: {_('In use')}")
        use.setChecked(on)
        use.clicked.connect(lambda on: self._turn(made.code, on=on))
        column.addWidget(use)
        facts = _("Version {version}. {licence} {source}").format(
            version=made.version, licence=instruments.said(made.licence), source=made.source
        )
        column.addWidget(wrapped(facts, "meta"))
        row = FlowLayout(gap=2)
        for language, name in i18n.LANGUAGES.items():
            if not instruments.shipped_one(made.code).spoken(language):
                here = made.spoken(language)
                words = _("Official words: {language}") if here else _("Write down: {language}")
                tell = partial(self._word, made, language)
                row.addWidget(button(words.format(language=name), f"word_{language}", tell))
        if made.code in instrument_service.OWN:
            row.addWidget(button(_("Weights"), "weights", partial(self._weigh, made)))
        column.addLayout(row)
        lacking = [name for language, name in i18n.LANGUAGES.items() if not made.spoken(language)]
        if lacking:
            words = _(
                "The official wording is missing in: {languages}. Copy it word by word from the "
                "official paper; do not translate it yourself."
            )
            column.addWidget(wrapped(words.format(languages=", ".join(lacking)), "soft"))
        return card

    def _turn(self, code: str, *, on: bool) -> None:
        with self._desk.workspace.work(write=True) as work:
            instrument_service.turn(work, code, on_=on)
        self._desk.toasts.show(_("Saved"))

    def _word(self, made: Instrument, language: str) -> None:
        """Ask for the official words of every question and answer, in the order of the paper."""
        with self._desk.workspace.work() as work:
            known = instrument_service.wording(work, made.code, language)
        asked = [_text("intro", _("What is read aloud first"))] if made.intro.get("en") else []
        questions = [
            _text(one.code, f"{at}. {domain.title}")
            for at, (domain, one) in enumerate(
                ((domain, one) for domain in made.domains for one in domain.questions), start=1
            )
        ]
        worth = {
            one.answers: one.points for one in made.questions if one.answers
        }  # every question of a scale counts its answers alike
        answers = [
            _text(f"{scale}:{code}", _("Answer worth {n}").format(n=_whole(worth[scale][code])))
            for scale, listed in made.scales.items()
            for code, words in listed
            if not words.get(language) or f"{scale}:{code}" in known
        ]
        sections = [
            FormSection(N_("The questions"), N_("In their order, word by word."), asked + questions)
        ]
        if answers:
            sections.append(FormSection(N_("The answers"), "", answers))

        def save(values: Mapping[str, Any]) -> None:
            told = {name: str(value or "") for name, value in values.items()}
            with self._desk.workspace.work(write=True) as work:
                instrument_service.word(work, made.code, language, told)
            self._desk.toasts.show(_("Saved"))

        title = f"{made.title} · {i18n.LANGUAGES[language]}"
        key = f"instrument/{made.code}/{language}"
        form = InnerForm(self._desk.workspace, key, title, sections, known, save)
        self.write(form)
        names = [spec.name for section in sections for spec in section.fields]
        words = _("They may come from a text file: a line for each field, in this order.")
        ask = button(_("From a file …"), "words_load", lambda: self._load(form, names))
        form.say(tint("note", words, ask))

    def _load(self, form: InnerForm, asked: Sequence[str]) -> None:
        patterns = [(_("Text files"), "*.txt")]
        if chosen := dialogs.choose_file_to_open(self, _("The official wording"), patterns):
            self.load_from(form, asked, chosen)

    def load_from(self, form: InnerForm, asked: Sequence[str], source: Path) -> None:
        """Put the lines of a file into the form, to be read before they are kept."""
        try:
            told = wording_intake.read(source, asked, intro="intro")
        except UserError as error:
            dialogs.show_error(self, error)
            return
        form.form.set_values({**form.form.values(), **told})
        self._desk.toasts.show(_("Read every line against the paper, then save."))

    def _weigh(self, made: Instrument) -> None:
        points = {code: value for one in made.questions for code, value in one.points.items()}
        sections = [
            FormSection(
                domain.title,
                "",
                [
                    FieldSpec(
                        code,
                        codes.label(f"{made.code}.{one.answers}", code),
                        Kind.NUMBER,
                        minimum=0,
                        maximum=instrument_service.HEAVIEST,
                    )
                    for one in domain.questions
                    for code in one.points
                ],
            )
            for domain in made.domains
        ]

        def save(values: Mapping[str, Any]) -> None:
            told = {code: float(str(values.get(code) or 0)) for code in points}
            with self._desk.workspace.work(write=True) as work:
                instrument_service.weigh(work, made.code, told)
            self._desk.toasts.show(_("Saved. It counts from the next assessment on."))

        key = f"instrument/{made.code}/weights"
        whole = {code: int(value) for code, value in points.items()}
        self.write(InnerForm(self._desk.workspace, key, _("Weights"), sections, whole, save))


def _text(name: str, title: str) -> FieldSpec:
    return FieldSpec(name, title, Kind.TEXT, max_length=_LONGEST)


def _whole(points: float) -> str:
    return i18n.format_number(points, 0)
