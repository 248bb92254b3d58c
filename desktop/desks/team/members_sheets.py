# SPDX-License-Identifier: GPL-3.0-or-later
"""Letting somebody in, changing what they may do, and handing over the key of a store."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton

from desktop.core import i18n
from desktop.core.crypto import keys, phrases
from desktop.core.crypto.directory import KEYLESS
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.team import grants, members, passphrases, role_words
from desktop.core.team.members import Admitted, Member
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.sheets import Sheet
from desktop.widgets import look
from desktop.widgets.jobs import Progress
from desktop.widgets.on_paper import secret
from desktop.widgets.parts import button, label, named
from desktop.widgets.passphrase import Passphrase

_STILL_OLD = N_("The earlier passphrase stays valid until this one has been typed back.")
_OTHER_WORDS = N_("These are other words. Compare each one with the paper.")


def type_back(
    sheet: Sheet, title: str, about: str, words: str, then: Callable[[], None], extra: str = ""
) -> None:
    """Turn a sheet into the one that shows a passphrase once and has it typed back."""
    column = sheet.begin(title)
    sheet.say(about)
    column.addWidget(secret(words, "shown_passphrase"))
    if extra:
        sheet.say(extra, "soft")
    typed = Passphrase("typed_back", _("Type it back from the paper"))
    sheet.ask(_("Type it back from the paper"), typed)

    def check() -> None:
        if words not in typed.tries():
            sheet.tell(_(_OTHER_WORDS))
            typed.ask()
            return
        then()

    typed.entered.connect(check)
    sheet.end(button(_("It is on paper"), "typed_back_done", check, "primary"))
    sheet.setFocusProxy(typed)
    typed.setFocus()


class Rights:
    """The fields of what a member may do: role, scope and team; each role says what it is for."""

    def __init__(self, sheet: Sheet, known: Member | None = None) -> None:
        self.role = _box("member_role", _("Role"), {n: w[0] for n, w in role_words.ROLES.items()})
        self.scope = _box("member_scope", _("Files in sight"), role_words.SCOPES)
        self.team = named(QLineEdit(known.team if known else ""), "member_team", _("Team"))
        self.team.setMaxLength(30)
        if known:
            self.role.setCurrentIndex(self.role.findData(known.role))
            self.scope.setCurrentIndex(self.scope.findData(known.scope))
        sheet.ask(_("Role"), self.role)
        self.about = sheet.say("", "meta")
        sheet.ask(_("Files in sight"), self.scope)
        sheet.ask(_("Team"), self.team, _("A word of the workspace; empty where there are none."))
        self.role.currentIndexChanged.connect(lambda _at: self.show())
        self.show()

    def show(self) -> None:
        """Say what the chosen role is for; who has no key sees no files."""
        self.about.setText(_(role_words.ROLES[self.chosen_role][1]))
        sees = self.chosen_role not in KEYLESS
        self.scope.setEnabled(sees)
        self.team.setEnabled(sees)

    @property
    def chosen_role(self) -> str:
        """The code of the role."""
        return str(self.role.currentData())

    @property
    def chosen_scope(self) -> str:
        """The code of the scope; who has no key has none to narrow."""
        return "all" if self.chosen_role in KEYLESS else str(self.scope.currentData())

    def missing(self) -> str:
        """Return what still has to be answered."""
        if self.chosen_scope == "team" and not self.team.text().strip():
            return _("Write the team whose files this person may see.")
        return ""


class Admit(Sheet):
    """Somebody new: what they may do, then their passphrase, typed back by themselves."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "admit")
        column = self.begin(_("Let somebody in"))
        self.say(_("Do this with the new person beside you."), "soft")
        self.user = named(QLineEdit(), "member_name", _("Name here"))
        self.user.setMaxLength(members.LONGEST_NAME)
        self.ask(_("Name here"), self.user, _("A word they choose. Never the legal name."))
        self.rights = Rights(self)
        self._stores = {
            store: named(QCheckBox(_(title)), f"member_store_{store}")
            for store, title in role_words.STORES.items()
            if store in _own_stores(desk)
        }
        if self._stores:
            column.addWidget(label(_("Keys of what is kept apart"), "field"))
            for box in self._stores.values():
                column.addWidget(box)
            self.say(_("Give as few as the work needs."), "meta")
        admit = button(_("Let in"), "member_admit", self._admit, "primary")
        self.end(admit, self.way_back(_("Go back")))
        self.rights.role.currentIndexChanged.connect(lambda _at: self._offer())
        self.user.returnPressed.connect(self.rights.role.setFocus)
        self.setFocusProxy(self.user)

    def _offer(self) -> None:
        for box in self._stores.values():
            box.setEnabled(self.rights.chosen_role not in KEYLESS)

    def _admit(self) -> None:
        user = self.user.text().strip()
        if missing := "" if user else _("Write the name this person will sign in with."):
            self.tell(missing)
            self.user.setFocus()
            return
        if missing := self.rights.missing():
            self.tell(missing)
            self.rights.team.setFocus()
            return
        workspace, language = self._desk.workspace, i18n.language()
        role, scope = self.rights.chosen_role, self.rights.chosen_scope
        team = self.rights.team.text().strip()
        stores = [name for name, box in self._stores.items() if box.isChecked() and box.isEnabled()]

        def admit(_progress: Progress) -> Admitted:
            return members.admit(
                workspace, user, role, scope=scope, team=team, stores=stores, language=language
            )

        self.run(admit, self._show, _("Making a key for one more person"))

    def _show(self, admitted: Admitted) -> None:
        type_back(
            self,
            _("Hand this over on paper"),
            _("It is shown only once. Let the new person write it down and type it back here."),
            admitted.words,
            self.left.emit,
        )


class Reissue(Sheet):
    """New words for somebody who forgot theirs."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(desk, "reissue")
        self._member = member
        self.begin(_("New passphrase for {name}").format(name=member.user))
        self.say(
            _(
                "The earlier passphrase opens until the new one has been typed back. Keys of what "
                "is kept apart that you do not hold yourself must be given again by somebody who "
                "holds them."
            )
        )
        make = button(_("Make a new passphrase"), "member_reissue", self._make, "primary")
        self.end(make, self.way_back(_("Go back")))
        self.setFocusProxy(make)

    def _make(self) -> None:
        words = passphrases.drawn(i18n.language())
        about = _("It is shown only once. Let the person write it down and type it back here.")
        go = partial(self._put_in_force, words)
        type_back(self, _("Hand this over on paper"), about, words, go, _(_STILL_OLD))

    def _put_in_force(self, words: str) -> None:
        workspace, user = self._desk.workspace, self._member.user

        def put(_progress: Progress) -> None:
            passphrases.reissue(workspace, user, words)

        self.run(put, lambda _none: self.left.emit(), _("Making a new passphrase"))


class Change(Sheet):
    """Another role, scope or team for a member."""

    def __init__(self, desk: Desk, member: Member) -> None:
        super().__init__(desk, "change_member")
        self._member = member
        self.begin(_("What {name} may do").format(name=member.user))
        self.rights = Rights(self, member)
        save = button(_("Save"), "member_save", self._save, "primary")
        self.end(save, self.way_back(_("Go back")))
        self.setFocusProxy(self.rights.role)

    def _save(self) -> None:
        if missing := self.rights.missing():
            self.tell(missing)
            self.rights.team.setFocus()
            return
        workspace, user, rights = self._desk.workspace, self._member.user, self.rights
        role, scope, team = rights.chosen_role, rights.chosen_scope, rights.team.text().strip()

        def change(_progress: Progress) -> None:
            members.change(workspace, user, role=role, scope=scope, team=team)

        self.run(change, lambda _none: self._saved(), _("Writing the list of people"))

    def _saved(self) -> None:
        self._desk.toasts.show(_("Saved"))
        self.left.emit()


class StoreKeys(Sheet):
    """The keys of what is kept apart: given only after six words were compared face to face."""

    def __init__(self, desk: Desk, user: str) -> None:
        super().__init__(desk, "store_keys")
        self._user = user
        self._show()

    def _show(self) -> None:
        workspace = self._desk.workspace
        try:
            member = members.find(workspace, self._user)
            six = members.fingerprint(workspace, self._user)
        except UserError as error:
            self.begin(_("Keys of what is kept apart"))
            self.end(self.way_back(_("Go back")))
            self.tell(str(error))
            return
        column = self.begin(_("Keys of what is kept apart: {name}").format(name=self._user))
        self.say(
            _(
                "Ask {name} to open Protection, People and keys, on this or another computer, and "
                "to read the six words aloud. Compare them with the ones below."
            ).format(name=self._user)
        )
        column.addWidget(secret(six, "six_words"))
        self.say(
            _("If one word differs, somebody changed the key: give nothing and tell the team."),
            "soft",
        )
        held = _own_stores(self._desk)
        for store, title in role_words.STORES.items():
            column.addSpacing(look.space(2))
            column.addWidget(label(_(title), "field"))
            given = store in member.stores
            if store not in held:
                self.say(
                    _("You do not hold this key, so you can neither give nor take it."), "meta"
                )
            elif given:
                self.say(_("{name} holds this key.").format(name=self._user), "meta")
                column.addWidget(_act(_("Take the key back"), f"take_{store}", self._take, store))
            else:
                words_same = _("The six words are the same: give the key")
                column.addWidget(_act(words_same, f"give_{store}", self._give, store))
        done = self.way_back(_("Done"))
        self.end(done)
        self.setFocusProxy(done)
        done.setFocus()

    def _give(self, store: str) -> None:
        workspace, user = self._desk.workspace, self._user

        def give(_progress: Progress) -> None:
            grants.grant(workspace, store, user)

        self.run(give, lambda _none: self._show(), _("Handing over a key"))

    def _take(self, store: str) -> None:
        workspace, user = self._desk.workspace, self._user

        def take(_progress: Progress) -> None:
            grants.revoke(workspace, store, user)

        self.run(take, lambda _none: self._taken(), _("Taking a key back"))

    def _taken(self) -> None:
        self._show()
        self.tell(
            _("Taken back. Who held the key may have copied it: only dismissing changes the keys.")
        )


class OwnPassphrase(Sheet):
    """New words for oneself; the earlier ones are asked for first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "own_passphrase")
        self.begin(_("A new passphrase for you"))
        self.say(_("The program draws six words. The records stay as they are."))
        self.now = Passphrase("passphrase_now", _("Your passphrase now"))
        self.ask(_("Your passphrase now"), self.now)
        self.now.entered.connect(self._make)
        make = button(_("Make a new passphrase"), "passphrase_make", self._make, "primary")
        self.end(make, self.way_back(_("Go back")))
        self.setFocusProxy(self.now)

    def _make(self) -> None:
        workspace, tries = self._desk.workspace, self.now.tries()

        def prove(_progress: Progress) -> keys.Unlocked:
            return phrases.first_right(tries, lambda now: passphrases.prove(workspace, now))

        self.run(prove, self._show, _("Making a new passphrase"))

    def _show(self, proved: keys.Unlocked) -> None:
        words = passphrases.drawn(i18n.language())
        about = _("It is shown only once.")
        go = partial(self._put_in_force, proved, words)
        type_back(self, _("Write this on paper now"), about, words, go, _(_STILL_OLD))

    def _put_in_force(self, proved: keys.Unlocked, words: str) -> None:
        workspace = self._desk.workspace

        def put(_progress: Progress) -> None:
            passphrases.change(workspace, proved, words)

        self.run(put, lambda _none: self._changed(), _("Making a new passphrase"))

    def _changed(self) -> None:
        self._desk.toasts.show(_("From now on only the new passphrase opens."))
        self.left.emit()


def _box(name: str, title: str, options: dict[str, str]) -> QComboBox:
    made = named(QComboBox(), name, title)
    for code, words in options.items():
        made.addItem(_(words), code)
    return made


def _act(words: str, name: str, act: Callable[[str], None], store: str) -> QPushButton:
    return button(words, name, partial(act, store))


def _own_stores(desk: Desk) -> tuple[str, ...]:
    """Return the stores whose key the signed-in user holds."""
    workspace = desk.workspace
    slot = workspace.key_holder.slot.id
    return tuple(store for store, keys in workspace.header.sealed.items() if slot in keys)
