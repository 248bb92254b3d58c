# SPDX-License-Identifier: GPL-3.0-or-later
"""Two short forms of the territory: another status of a border, another pattern of a sector."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.core import clock
from desktop.core.fields import chosen, specs
from desktop.core.i18n import N_, _
from desktop.places import service
from desktop.places.model import BorderStatusDraft, PatternPeriodDraft, PlaceDraft
from desktop.widgets import look
from desktop.widgets.form import Form, FormSection
from desktop.widgets.parts import button, label

if TYPE_CHECKING:
    from desktop.core.store import Workspace

_STATUS = ("status", "valid_from", "certainty", "last_confirmed", "note")
_PATTERN = ("pattern", "valid_from", "note")
_PLACE = (
    "level",
    "name",
    "parent",
    "official_code",
    "population",
    "population_year",
    "population_source",
)


def sections() -> list[FormSection]:
    """Return the form of a place; its outline comes from a file or is drawn on the map."""
    fields = chosen(specs(PlaceDraft), _PLACE)
    return [
        FormSection(N_("Place"), N_("What people call it, and where it lies."), fields[:4]),
        FormSection(
            N_("Population"),
            N_("Rates in reports are counted with it. Say whose it is."),
            fields[4:],
        ),
    ]


class ShortForm(QDialog):
    """A few answers over the page; what was typed is kept as a draft until it is saved."""

    def __init__(
        self,
        parent: QWidget | None,
        workspace: "Workspace",
        draft: str,
        title: str,
        section: FormSection,
        save: Callable[[Mapping[str, Any]], object],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("short_form")
        self.setWindowTitle(title)
        self.setModal(True)
        self._drafts, self._draft, self._save = workspace.drafts(), draft, save
        self.form = Form([section])
        self.form.set_values({"valid_from": clock.today().isoformat()})
        if kept := self._drafts.find(draft):
            self.form.set_values(kept.values)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(6),) * 4)
        column.setSpacing(look.space(3))
        heading = label(title, "section")
        heading.setWordWrap(True)
        column.addWidget(heading)
        column.addWidget(self.form, 1)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(button(_("Later"), "later", self.reject))
        row.addWidget(button(_("Save"), "save", self._finish, "primary"))
        column.addLayout(row)
        self.resize(look.width(64), look.height("row") * 17)
        self.form.changed.connect(self._keep)

    def reject(self) -> None:
        """Close; the draft stays."""
        self._keep()
        super().reject()

    def _keep(self) -> None:
        if self.form.is_dirty():
            self._drafts.keep(self._draft, self.form.values())

    def _finish(self) -> None:
        if self.form.hand(self._save):
            self._drafts.drop(self._draft)
            self.accept()


def status_form(
    parent: QWidget | None, workspace: "Workspace", border: str, sides: str
) -> ShortForm:
    """Return the form that gives a border another status."""

    def save(values: Mapping[str, Any]) -> None:
        given = dict(values)
        with workspace.work(write=True) as work:
            service.set_status(work, border, given.pop("status"), given.pop("valid_from"), **given)

    return ShortForm(
        parent,
        workspace,
        f"border_status/{border}",
        sides,
        _section(
            N_("Status of the border"),
            N_("What was recorded before stays in the history."),
            BorderStatusDraft,
            _STATUS,
        ),
        save,
    )


def pattern_form(
    parent: QWidget | None, workspace: "Workspace", sector: str, name: str
) -> ShortForm:
    """Return the form that gives a sector another pattern."""

    def save(values: Mapping[str, Any]) -> None:
        with workspace.work(write=True) as work:
            service.set_pattern(work, sector, **dict(values))

    return ShortForm(
        parent,
        workspace,
        f"pattern_period/{sector}",
        name,
        _section(
            N_("Pattern of the sector"),
            N_("Never which group. The period before ends on this date."),
            PatternPeriodDraft,
            _PATTERN,
        ),
        save,
    )


def _section(
    title: str,
    reason: str,
    draft: type[BorderStatusDraft | PatternPeriodDraft],
    names: Sequence[str],
) -> FormSection:
    return FormSection(title, reason, chosen(specs(draft), names))
