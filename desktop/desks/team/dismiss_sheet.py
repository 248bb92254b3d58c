# SPDX-License-Identifier: GPL-3.0-or-later
"""Dismissing somebody: what it can and cannot do, a new paper key, then new keys for everything."""

import secrets
from collections.abc import Callable, Sequence

from desktop.core import store_names
from desktop.core.crypto import paper
from desktop.core.i18n import _
from desktop.core.team import grants, members, recovery, role_words, rotation
from desktop.core.team.members import Member
from desktop.core.team.rotation import Rotated
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.sheets import Answer, Sheet
from desktop.desks.frame.waiting import Waiting
from desktop.widgets.jobs import Progress
from desktop.widgets.on_paper import PaperLines, secret
from desktop.widgets.parts import button, tint

DIALOGUES = "dialogues"


class KeySheet(Sheet):
    """A sheet whose work closes and opens stores: the window waits meanwhile."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(desk, name)
        self._waiting: Waiting | None = None

    def run_alone(
        self,
        work: Callable[[Progress], Answer],
        then: Callable[[Answer], None],
        title: str,
        parts: Sequence[str] = (),
    ) -> None:
        """Do the work while nobody can use the window; its steps are told by these names."""

        def done(answer: Answer) -> None:
            self._release()
            then(answer)

        self._waiting = Waiting(self.window(), parts)
        self._desk.jobs.changed.connect(self._waiting.show_step)
        self._waiting.open()
        self.run(work, done, title)

    def tell(self, problem: str) -> None:
        """Show what has to be mended, with the window free again."""
        self._release()
        super().tell(problem)

    def _release(self) -> None:
        if self._waiting is not None:
            self._waiting.release()
            self._waiting = None


class Dismiss(KeySheet):
    """Three steps; nothing is changed before the new paper key was typed back."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(desk, "dismiss")
        self._member = member
        self._fresh = secrets.token_bytes(32)
        self._warn()

    def _warn(self) -> None:
        column = self.begin(_("Dismiss {name}: 1 of 3").format(name=self._member.user))
        for sentence in (
            _("All keys are changed. The name and the passphrase of {name} open nothing new here."),
            _("Everybody who stays keeps their own passphrase and notices nothing."),
            _("The recovery key on paper is replaced: the earlier paper opens nothing new."),
        ):
            self.say(sentence.format(name=self._member.user))
        column.addWidget(tint("warning", _(rotation.OLD_COPIES)))
        self.say(_("Make a copy first, under Copies. Have paper and a pen at hand."), "soft")
        on = button(_("Go on"), "dismiss_on", self._show_paper, "primary")
        self.end(on, self.way_back(_("Go back")))
        self.setFocusProxy(on)

    def _show_paper(self) -> None:
        column = self.begin(_("Dismiss {name}: 2 of 3").format(name=self._member.user))
        self.say(_("This is the new recovery key. Write it on paper; it is shown only once."))
        column.addWidget(secret("\n".join(paper.write(self._fresh)), "shown_recovery"))
        self._typed = PaperLines("dismiss_key")
        self.ask(_("Type the recovery key back from the paper"), self._typed)
        self._typed.entered.connect(self._change)
        change = button(_("Change all keys now"), "dismiss_change", self._change, "danger")
        self.end(change, self.way_back(_("Go back")))
        self._typed.setFocus()

    def _change(self) -> None:
        try:
            typed = paper.read(self._typed.text())
        except paper.Mistyped as error:
            self.tell(str(error))
            self._typed.show_slip(error)
            return
        if typed != self._fresh:
            self.tell(_("This is another recovery key. Compare every line with the paper."))
            return
        workspace, user = self._desk.workspace, self._member.user
        stores = rotation.renewed(workspace)
        parts = [_("Key file"), *(_(store_names.NAMES[store]) for store in stores)]
        parts.append(_("New recovery key"))
        ends = ["header", *(f"{store} done" for store in stores)]

        def change(progress: Progress) -> Rotated:
            def tell(step: str) -> None:
                if step in ends:
                    progress.step(ends.index(step) + 1, len(parts))

            done = members.dismiss(workspace, user, recovery=typed, tell=tell)
            recovery.prove(workspace, "\n".join(done.recovery))  # it was typed back just now
            progress.step(len(parts), len(parts))
            return done

        self.run_alone(change, self._changed, _("Changing all keys"), parts)

    def _changed(self, done: Rotated) -> None:
        self._fresh = b""
        column = self.begin(_("Dismiss {name}: 3 of 3").format(name=self._member.user))
        self.say(_("All keys you hold are new. Destroy the earlier recovery key on its paper."))
        if done.left:
            names = ", ".join(_(role_words.STORES[store]) for store in done.left)
            words = _(
                "Still with their earlier key, because you do not hold it: {stores}. A member who "
                "does must open People and keys and change it. My day reminds them."
            )
            column.addWidget(tint("warning", words.format(stores=names)))
        self.say(_(rotation.OLD_COPIES), "soft")
        ready = self.way_back(_("Done"))
        self.end(ready)
        ready.setFocus()


class RenewStore(KeySheet):
    """A store whose key somebody who left still knows: a member of it changes that key."""

    def __init__(self, desk: Desk, store: str) -> None:
        super().__init__(desk, "renew_store")
        self._store = store
        self.begin(_("New key: {store}").format(store=_(role_words.STORES[store])))
        self.say(_("Somebody who left still knows the key to this part. Give it a new one."))
        self.say(_(rotation.OLD_COPIES), "soft")
        renew = button(_("Change the key now"), "store_renew", self._renew, "primary")
        self.end(renew, self.way_back(_("Go back")))
        self.setFocusProxy(renew)

    def _renew(self) -> None:
        workspace, store = self._desk.workspace, self._store

        def renew(_progress: Progress) -> None:
            rotation.rotate_store(workspace, store)

        self.run_alone(renew, lambda _none: self._renewed(), _("Changing a key"))

    def _renewed(self) -> None:
        self._desk.toasts.show(_("The key was changed."))
        self.left.emit()


class Two(KeySheet):
    """Whether two members must meet to open the dialogues: by mathematics, not by a rule."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "two_needed")
        self._needed = grants.needs_two(desk.workspace, DIALOGUES)
        self.begin(_("Two people for the dialogues"))
        self.say(
            _("Now two who hold the key must type their passphrases, one after the other.")
            if self._needed
            else _(
                "Then nobody can open the dialogues alone, not even under pressure. With fewer "
                "than three who hold the key, one absence closes them."
            )
        )
        verb = _("Let one person open them") if self._needed else _("Require two people")
        act = button(verb, "two_act", self._act, "primary")
        self.end(act, self.way_back(_("Go back")))
        self.setFocusProxy(act)

    def _act(self) -> None:
        workspace, needed = self._desk.workspace, self._needed

        def act(_progress: Progress) -> None:
            (grants.lift_two if needed else grants.require_two)(workspace, DIALOGUES)

        self.run_alone(act, lambda _none: self._acted(), _("Changing a key"))

    def _acted(self) -> None:
        self._desk.toasts.show(_("Saved"))
        self.left.emit()
