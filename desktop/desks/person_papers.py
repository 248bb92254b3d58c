# SPDX-License-Identifier: GPL-3.0-or-later
"""The papers of a participant; photographs of people only where that was agreed to."""

from typing import TYPE_CHECKING

from desktop.consents import service as consents
from desktop.core.i18n import _
from desktop.widgets import dialogs
from desktop.widgets.papers import Papers

if TYPE_CHECKING:
    from desktop.desks.desk import Desk

IMAGE = "image"


def person_papers(desk: "Desk", person: str) -> Papers:
    """Return the tab of one participant."""

    def agreed() -> bool:
        with desk.workspace.work() as work:
            if consents.given(work, person, IMAGE):
                return True
        answer = dialogs.ask(
            None,
            _("Photographs of people are off"),
            _(
                "This person has not agreed to images. A picture of a paper may come in; one "
                "that shows a face may not. Ask first, and note the answer on the tab Consent."
            ),
            _("It shows a paper only"),
        )
        return answer.agreed

    return Papers(desk.workspace, "cases", person, desk.toasts, agreed)
