# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stores say of the key file, each with the one thing that mends it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QWidget

from desktop.core import pins
from desktop.core.crypto import boxes
from desktop.core.errors import UserError
from desktop.core.i18n import _
from desktop.core.team import grants, role_words
from desktop.core.team.members import Member
from desktop.desks.frame.desk import Desk
from desktop.desks.team.members_alerts import COMPARE, READ_OUT, UNHEARD, UNSIGNED
from desktop.widgets import dialogs
from desktop.widgets.parts import button, tint

Act = Callable[[], None]


class HeaderCards:
    """Makes the cards of the page about people and keys that are seldom there."""

    def __init__(self, desk: Desk, page: QWidget, own: Member, after: Act) -> None:
        self._desk, self._page, self._own, self._after = desk, page, own, after
        with desk.workspace.work() as work:
            self._directs = work.could("members")

    def made(self) -> list[QFrame]:
        """Return a card for each thing that is not as it should be."""
        return [*self._strange(), *self._unheard(), *self._boxes()]

    def _strange(self) -> list[QFrame]:
        workspace = self._desk.workspace
        cards = []
        for what in pins.told(workspace):
            act = None
            if self._directs:
                words = _("We have looked at it")
                act = button(words, f"seen_{what}", self._act(lambda: pins.seen(workspace)))
            cards.append(_card("danger", _(pins.SENTENCES[what]), act))
        return cards

    def _unheard(self) -> list[QFrame]:
        found = []
        for store in pins.unheard(self._desk.workspace.header):
            if store in self._own.stores:
                words = _(UNHEARD).format(store=_(role_words.STORES[store]))
                act = button(_("Let it know"), f"hear_{store}", self._opening(store))
                found.append(_card("warning", words, act))
        return found

    def _boxes(self) -> list[QFrame]:
        found = []
        for store in boxes.waiting(self._desk.workspace.header):
            holds, name = store in self._own.stores, _(role_words.STORES[store])
            if not holds and not self._directs:
                continue
            six = grants.box_words(self._desk.workspace, store)
            act = None
            if self._directs and holds:
                words = _(UNSIGNED).format(store=name)
                act = button(_("Sign it"), f"sign_{store}", self._opening(store))
            elif self._directs:
                words = _(UNSIGNED).format(store=name) + " " + _(COMPARE).format(words=six)
                same = _("The words are the same: sign it")
                act = button(same, f"sign_{store}", self._signing(store, six))
            else:
                words = _(UNSIGNED).format(store=name) + " " + _(READ_OUT).format(words=six)
            found.append(_card("warning", words, act))
        return found

    def _opening(self, store: str) -> Act:
        workspace = self._desk.workspace
        return self._act(lambda: grants.key_of(workspace, store))

    def _signing(self, store: str, six: str) -> Act:
        workspace = self._desk.workspace
        return self._act(lambda: grants.sign_box(workspace, store, six))

    def _act(self, work: Callable[[], object]) -> Act:
        """Return what a button does: the work outside the window's thread, then the page anew."""

        def act() -> None:
            self._desk.jobs.run(lambda _p: work(), lambda _none: self._after(), self._refused)

        return act

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        dialogs.show_error(self._page, error)


def _card(role: str, words: str, act: QWidget | None) -> QFrame:
    return tint(role, words, *([act] if act is not None else []))
