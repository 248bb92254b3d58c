# SPDX-License-Identifier: GPL-3.0-or-later
"""What is decided where an active border lies on somebody's way: one dialog everywhere."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop.access.service import Line
from desktop.core import codes
from desktop.core.fields import chosen, specs
from desktop.core.i18n import _
from desktop.crossings import answer_service, report
from desktop.crossings.model import CrossingAnswerDraft
from desktop.desks.frame.form_dialog import FormDialog, Questions, asked
from desktop.places import service as places
from desktop.widgets.form import FormSection

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.core.store import Workspace


def decide(workspace: "Workspace", line: Line, parent: "QWidget | None" = None) -> bool:
    """Show what is known of a way and ask what follows from it; True when it was kept."""
    return asked(dialog(workspace, line, parent))


def dialog(workspace: "Workspace", line: Line, parent: "QWidget | None" = None) -> FormDialog:
    """Return the dialog about one way of one person."""

    def save(answers: Mapping[str, Any]) -> None:
        key = (line.person, line.kind, line.there)
        with workspace.work(write=True) as work:
            answer_service.decide(
                work, key, str(answers.get("answer") or ""), answers.get("reason"), line.found
            )

    with workspace.work() as work:
        known = report.told(line.found, places.names(work))
    questions = Questions(
        "crossing_dialog",
        _("{code}: the way to {place}").format(
            code=line.code, place=line.title or codes.label("way_place", line.kind)
        ),
        [FormSection("", "", chosen(specs(CrossingAnswerDraft), ("answer", "reason")))],
        _("Keep what was decided"),
        about=" ".join(known),
        draft=f"crossing/{line.person}/{line.kind}/{line.there}",
    )
    return FormDialog(workspace, questions, save, parent)
