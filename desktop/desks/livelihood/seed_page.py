# SPDX-License-Identifier: GPL-3.0-or-later
"""Seed capital on the desk: a plan one wrote oneself is approved by a second passphrase."""

from desktop.core.i18n import _
from desktop.core.team import approvals
from desktop.desks.frame.desk import Desk
from desktop.desks.team.approval_dialog import approve
from desktop.livelihoods import service
from desktop.livelihoods.page import SeedSource


class Seeds(SeedSource):
    """Plans of everybody, or of one participant, with their approval."""

    def __init__(self, desk: Desk, participant: str = "") -> None:
        super().__init__(desk.workspace, desk.toasts, participant)

    def _approve(self, id: str) -> None:
        with self.workspace.work() as work:
            plan = service.ask_before_approval(work, id)
            another = service.needs_another(work, plan)
        if not another:
            super()._approve(id)
            return
        about = _("Approve the plan {code} for seed capital.").format(code=plan.code)
        given = approve(None, self.workspace, approvals.SEED, id, about)
        if given is not None:
            with self.workspace.work(write=True) as work:
                service.approve_together(work, id, given.id)
