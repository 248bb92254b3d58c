# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever another service says in whatever order: a referral goes its way, and only with a yes."""

from typing import Any

from hypothesis import settings as examples
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from desktop.consents import service as consents
from desktop.consents.acts_service import NoConsent
from desktop.core import clock, records
from desktop.core.tasks import Asked
from desktop.referrals import given_service, service
from desktop.referrals.model import NEXT, OUTSIDE, Referral
from desktop.referrals.service import FOLLOW_DAYS, CrossingUndecided, StepNotHere
from tests.referrals.test_service import city, clinic, draft, who  # noqa: F401 - fixtures

_BEYOND = ("sent", "consented")
"""Steps that nobody may take without the person's yes."""


class States(RuleBasedStateMachine):
    """One referral over an active border, with a yes that comes and goes."""

    work: Any = None
    person = place = ""

    def begin(self):
        self.made = draft(self.work, self.person, self.place)
        self.agreed = self.sent = False
        self.given = self.services()
        self.completed = 0
        consents.answer(self.work, self.person, "referral_sharing", "refused")

    def services(self):
        return len(given_service.keys(self.work, {"participant": self.person}))

    @rule(agreed=st.booleans())
    def answer(self, agreed):
        said = "given" if agreed else "withdrawn" if self.agreed else "refused"
        consents.answer(self.work, self.person, "referral_sharing", said)
        self.agreed = agreed

    @rule(wanted=st.sampled_from(sorted(NEXT)))
    def move(self, wanted):
        self.step(wanted, lambda: service.move(self.work, self.made.id, wanted), danger=False)

    @rule(danger=st.sampled_from(("", "La buscan")), decision=st.sampled_from((None, "remote")))
    def send(self, danger, decision):
        def sent():
            service.send(self.work, self.made.id, decision=decision, danger=danger)

        self.step("sent", sent, danger=bool(danger), decided=decision is not None)

    def step(self, wanted, act, *, danger, decided=False):
        before = records.values_of(self.made)
        follows = wanted in NEXT[str(before["status"])]
        asks = wanted in _BEYOND and not self.agreed and not danger
        barred = wanted == "sent" and not decided and not before["crossing"]
        try:
            with self.work.session.begin_nested():
                act()
        except StepNotHere:
            assert records.values_of(self.made) == before, "a refusal changed something"
            assert not follows
        except (NoConsent, CrossingUndecided):
            assert records.values_of(self.made) == before, "a refusal changed something"
            assert follows
            assert asks or barred
        else:
            assert follows
            assert not asks
            assert not barred
            assert self.made.status == wanted
            self.sent |= wanted == "sent"
            self.completed += wanted == "completed"

    @invariant()
    def its_days_follow_its_state(self):
        if self.work is None:
            return
        one, today = self.made, clock.today()
        assert (one.sent_on is not None) == self.sent
        ended = one.status in ("declined", "completed", "cancelled", "no_show")
        assert (one.done_on is not None) == ended
        assert self.services() - self.given == self.completed <= 1
        later = Asked(today.replace(year=today.year + 1), (self.person,))
        mine = [one for one in service.tasks(self.work, later) if one.person == self.person]
        assert bool(mine) == (one.status in OUTSIDE)
        assert one.status not in OUTSIDE or (one.follow_on - today).days <= FOLLOW_DAYS


def test_referrals_in_any_order(work, who, clinic):  # noqa: F811 - fixtures
    class Here(States):
        def __init__(self):
            super().__init__()
            self.work, self.person, self.place = work, who, clinic.id
            self.begin()

        def teardown(self):
            records.remove(work, records.get(work, Referral, self.made.id))

    run = Here.TestCase
    run.settings = examples(max_examples=20, stateful_step_count=12, deadline=None)
    run().runTest()
