# SPDX-License-Identifier: GPL-3.0-or-later
"""A few questions in a dialog of their own: saved by one button, kept as a draft when put away."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QWidget

from desktop.core.i18n import _
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.widgets.editors_kinds import Links

Save = Callable[[dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Questions:
    """What a dialog asks; ``about`` is a sentence before it, ``verb`` what its button says.

    With a ``draft`` what was typed is there again when the dialog was put away by a cover, a lock
    or the way back.
    """

    name: str
    title: str
    sections: Sequence[FormSection]
    verb: str
    about: str = ""
    role: str = "primary"
    values: Mapping[str, object] = field(default_factory=dict)
    links: "Links" = field(default_factory=dict)
    draft: str = ""


class FormDialog(Framed):
    """``save`` writes the answers and raises what is wrong, said under the field it is about."""

    def __init__(
        self,
        workspace: "Workspace",
        asked: Questions,
        save: Save,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, asked.name, asked.title)
        self._save_answers = save
        self._drafts, self._draft = workspace.drafts(), asked.draft
        column = self.head(asked.title)
        if asked.about:
            column.addWidget(wrapped(asked.about, "soft"))
        self.form = Form(asked.sections, asked.links)
        self.form.set_values(asked.values)
        self._start = self.form.values()
        if asked.draft and (kept := self._drafts.find(asked.draft)):
            self.form.set_values({**kept.values, **_given(asked.values)})
        self.hold(self.form)
        self.go = button(asked.verb, f"{asked.name}_go", self._go, asked.role)
        self.go.setDefault(True)
        self.end(self.go, button(_("Go back"), f"{asked.name}_back", self.reject))
        self.form.first_focus()

    def done(self, result: int) -> None:
        """Keep what was typed, unless it was saved."""
        if self._draft and result != QDialog.DialogCode.Accepted:
            typed = self.form.values()
            if typed != self._start:
                self._drafts.keep(self._draft, _given(typed))
        super().done(result)

    def _go(self) -> None:
        if self.form.hand(self._save_answers):
            if self._draft:
                self._drafts.drop(self._draft)
            self.accept()


def asked(dialog: Framed) -> bool:
    """Show a dialog, wait for it and let it go; True when it was carried out."""
    done = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return done


def _given(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value not in (None, "", [])}
