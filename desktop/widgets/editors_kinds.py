# SPDX-License-Identifier: GPL-3.0-or-later
"""Which editor a field gets."""

from collections.abc import Callable, Mapping

from desktop.core.fields import FieldSpec, Kind
from desktop.widgets.editors import Editor
from desktop.widgets.editors_codes import (
    FEW,
    ChoiceEditor,
    PickEditor,
    YesNoEditor,
    answers,
    no_answers,
)
from desktop.widgets.editors_date import DateEditor, MomentEditor, PartialDateEditor
from desktop.widgets.editors_money import MoneyEditor
from desktop.widgets.editors_pick import Options
from desktop.widgets.editors_several import SeveralEditor
from desktop.widgets.editors_text import NoteEditor, NumberEditor, TextEditor

Links = Mapping[str, Callable[[], Options]]
"""For each register a link may point to, what gives its (id, label) pairs."""


def editor(spec: FieldSpec, links: Links) -> Editor:
    """Return the editor of a field; ``links`` gives what a link may point to."""
    kinds: dict[Kind, Callable[[], Editor]] = {
        Kind.TEXT: lambda: TextEditor(spec),
        Kind.NOTE: lambda: NoteEditor(spec),
        Kind.CODE: lambda: _code(spec),
        Kind.CODES: lambda: SeveralEditor(spec, answers(spec), no_answers(spec)),
        Kind.DATE: lambda: DateEditor(spec),
        Kind.PARTIAL_DATE: lambda: PartialDateEditor(spec),
        Kind.MOMENT: lambda: MomentEditor(spec),
        Kind.NUMBER: lambda: NumberEditor(spec, whole=True),
        Kind.DECIMAL: lambda: NumberEditor(spec, whole=False),
        Kind.MONEY: lambda: MoneyEditor(spec),
        Kind.YES_NO: lambda: YesNoEditor(spec),
        Kind.LINKS: lambda: SeveralEditor(spec, links[spec.about.link]()),
        Kind.LINK: lambda: PickEditor(spec, links[spec.about.link]),
    }
    return kinds[spec.kind]()


def _code(spec: FieldSpec) -> Editor:
    real = answers(spec)
    return ChoiceEditor(spec) if len(real) <= FEW else PickEditor(spec, lambda: real)
