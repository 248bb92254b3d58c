# SPDX-License-Identifier: GPL-3.0-or-later
"""Quick entry: the least there is to say of an incident, by keyboard, one after the other."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.core import clock, i18n
from desktop.core.fields import chosen, specs
from desktop.core.i18n import _, ngettext
from desktop.incidents import ladder_page
from desktop.incidents.model import IncidentDraft
from desktop.incidents.page import IncidentSource
from desktop.widgets.form import Form, FormSection
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace

ASKED = (
    "type",
    "occurred_on",
    "sector",
    "how_known",
    "certainty",
    "victims",
    "under_18",
    "gender_based",
    "rumour",
)
CARRIED = ("occurred_on", "sector", "how_known")
"""What the next one starts with: who types several tells of one place and time."""
_DRAFT = "quick"


class QuickEntry(Framed):
    """Nine answers, of which five must be; Ctrl+Enter saves and begins the next one."""

    def __init__(
        self,
        parent: QWidget | None,
        workspace: "Workspace",
        changed: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(parent, "quick_entry", _("Quick entry"), wide=70)
        self._changed = changed or (lambda: None)
        self._last, self._left = "", False
        self._source = IncidentSource(workspace, deposited=self._went)
        self.saved = 0
        column = self.head(_("Quick entry"))
        words = _("Tab to the next answer · Ctrl+Enter saves · F2 asks you step by step")
        column.addWidget(wrapped(words, "meta"))
        self.told = wrapped("", "strong", "quick_told")
        column.addWidget(self.told)
        section = FormSection("", "", chosen(specs(IncidentDraft), ASKED))
        self.form = Form([section], self._source.choices())
        self.hold(self.form)
        self.undo = button(_("Take the last one back"), "quick_undo", self._take_back)
        self.undo.setEnabled(False)
        self.end(
            button(_("Save, next one"), "quick_save", self.save, "primary"),
            button(_("Step by step"), "quick_ladder", self.climb),
            self.undo,
            button(_("Close"), "quick_close", self.reject),
        )
        for keys, act in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("F2", self.climb),
        ):
            QShortcut(QKeySequence(keys), self, act, context=Qt.ShortcutContext.WindowShortcut)
        self.form.changed.connect(self._keep)
        self._begin()
        kept = self._source.draft(_DRAFT)
        if kept is not None:
            self.form.set_values(kept.values)
            self.told.setText(_("What you had begun is here again."))

    def save(self) -> None:
        """Write what stands there and begin the next one."""
        self._left = False
        if not self.form.hand(self._write):
            return
        self._source.drop_draft(_DRAFT)
        self.saved += 1
        self._tell()
        self.undo.setEnabled(bool(self._last))
        self._begin({name: self.form.values()[name] for name in CARRIED})
        self._changed()

    def climb(self) -> None:
        """Ask step by step what happened."""
        if code := ladder_page.ask(self):
            self.form.answer({"type": code})
            self.form.editor("occurred_on").controls()[0].setFocus()

    def keep_draft(self) -> None:
        """Keep what is being typed now, as before a lock."""
        self._keep()

    def _begin(self, values: dict[str, Any] | None = None) -> None:
        start = {spec.name: spec.initial for spec in chosen(specs(IncidentDraft), ASKED)}
        start["occurred_on"] = clock.today().isoformat()
        self.form.set_values({**start, **(values or {})})
        self.form.first_focus()

    def _write(self, values: dict[str, object]) -> None:
        self._last = self._source.save(None, values)

    def _keep(self) -> None:
        if self.form.is_dirty():
            self._source.keep_draft(_DRAFT, self.form.values())

    def _went(self) -> None:
        self._left = True

    def _tell(self) -> None:
        if self._left:
            words = _("Kept apart, to protect the people hurt. It does not stay on this screen.")
        else:
            n = self.saved
            words = ngettext("Saved. {n} in this sitting.", "Saved. {n} in this sitting.", n)
            words = words.format(n=i18n.format_number(n))
        self.told.setText(words)

    def _take_back(self) -> None:
        """Delete the last one softly, and show its answers again to be put right."""
        if not self._last:
            return
        values = self._source.load(self._last).values
        self._source.take_back(self._last)
        self._last = ""
        self.saved -= 1
        self.undo.setEnabled(False)
        self.form.set_values({name: values.get(name) for name in ASKED})
        self.form.first_focus()
        self.told.setText(_("Taken back. Put it right and save it again."))
        self._changed()
