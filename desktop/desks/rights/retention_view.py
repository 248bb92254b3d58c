# SPDX-License-Identifier: GPL-3.0-or-later
"""How long we keep things: the terms, and what is past them."""

from dataclasses import fields
from datetime import date
from functools import partial

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSpinBox,
    QWidget,
)

from desktop.core import i18n
from desktop.core.i18n import _, ngettext
from desktop.core.team import approvals
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.rights.erase_view import EraseDialog
from desktop.desks.team.approval_dialog import approve
from desktop.organisation import service as organisation
from desktop.participants import service as participants
from desktop.rights import certificate, retention, terms
from desktop.rights.retention import Past
from desktop.rights.terms import Terms
from desktop.widgets import dialogs, look
from desktop.widgets.parts import button, empty, label, number, scrolled, wrapped

MOST_CODES = 5


class RetentionView(QWidget):
    """Nothing here happens by itself: each line has its own button and its own question."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("retention_view")
        self._desk = desk
        self._boxes: dict[str, QSpinBox] = {}
        self._column = scrolled(self)
        self.reload()

    def reload(self) -> None:
        """Look again at what is past its time."""
        empty(self._column)
        workspace = self._desk.workspace
        with workspace.work() as work:
            kept, begins = terms.chosen_terms(work), terms.begins(work)
            may_set, may_erase = work.could("settings"), work.could("erase")
        self._column.addWidget(label(_("Past their time"), "section"))
        found = 0
        for store in workspace.open_stores:
            with workspace.work(store) as work:
                lines = retention.review(work)
            for past in lines:
                self._column.addWidget(self._line(store, past, may_erase=may_erase))
            found += len(lines)
        if not found:
            self._column.addWidget(label(_("Nothing is past its time."), "soft"))
        if may_erase:
            row = QHBoxLayout()
            row.addWidget(button(_("I have looked at this list"), "reviewed", self._reviewed))
            row.addStretch()
            self._column.addLayout(row)
        self._show_terms(kept, begins, may_set=may_set)
        self._column.addStretch()

    def keep_draft(self) -> None:
        """Nothing is typed here that is not a number."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _line(self, store: str, past: Past, *, may_erase: bool) -> QWidget:
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        count = i18n.format_number(len(past.ids))
        said = label(f"{_(retention.PAST[past.kind])}: {count}")
        said.setWordWrap(True)
        across.addWidget(said, 1)
        if past.held:
            on_hold = ngettext("{n} is held back", "{n} are held back", past.held)
            across.addWidget(label(on_hold.format(n=past.held), "soft"))
        if may_erase and past.ids and not retention.of_people(past):
            verb = _("Erase") if past.kind in retention.OF_RUMOURS else _("Shorten")
            erase = partial(self._erase_rumours, store, past)
            shorten = partial(self._run, store, past, verb)
            run = erase if past.kind in retention.OF_RUMOURS else shorten
            across.addWidget(button(verb + " …", f"run_{past.kind}", run))
        elif past.ids and retention.of_people(past):
            with self._desk.workspace.work() as work:
                found = participants.codes_of(work, past.ids[:MOST_CODES])
            for identity, code in found.items():
                run = partial(self._erase, identity)
                across.addWidget(button(code, "past_person", run, "link"))
        return row

    def _erase(self, person: str) -> None:
        dialog = EraseDialog(self._desk, person, self)
        dialog.exec()
        dialog.deleteLater()
        self.reload()

    def _run(self, store: str, past: Past, verb: str) -> None:
        n = len(past.ids)
        body = ngettext(
            "{n} record loses its detail for good, in the history too. Counts stay.",
            "{n} records lose their detail for good, in the history too. Counts stay.",
            n,
        ).format(n=n)
        if not dialogs.ask(self, _(retention.PAST[past.kind]), body, verb, danger=True).agreed:
            return
        with self._desk.workspace.work(store, write=True) as work:
            done = retention.run(work, past)
        self._tell(past, done)

    def _erase_rumours(self, store: str, past: Past) -> None:
        """Erasing whole takes a second person, who is told how many."""
        n, workspace = len(past.ids), self._desk.workspace
        about = ngettext(
            "{n} rumour is erased for good.", "{n} rumours are erased for good.", n
        ).format(n=n)
        thing = retention.approved_as(store)
        given = approve(self, workspace, approvals.ERASE, thing, about)
        if given is not None:
            self._tell(past, retention.erase_rumours(workspace, store, past, given.id))

    def _tell(self, past: Past, done: int) -> None:
        said = ngettext("{n} record was treated.", "{n} records were treated.", done)
        self._desk.toasts.show(said.format(n=done))
        self._print(past, done)
        self.reload()

    def _print(self, past: Past, done: int) -> None:
        """Offer the paper that says what was done; it is the only trace beside the journal."""
        workspace = self._desk.workspace
        with workspace.work() as work:
            about = organisation.about(work)
        made = certificate.of_term(
            past.kind,
            done,
            about.title,
            language=about.language,
            is_demo=workspace.is_demo,
        )
        paper.draw_noted(self._desk, made, "print_certificate", past.kind)

    def _reviewed(self) -> None:
        with self._desk.workspace.work(write=True) as work:
            retention.reviewed(work)
        self._desk.toasts.show(_("Noted. The list comes again in a month."))

    def _show_terms(self, kept: Terms, begins: date | None, *, may_set: bool) -> None:
        self._column.addWidget(label(_("How long each is kept"), "section"))
        about = _("After these terms a record comes onto the list above. Nothing goes by itself.")
        said = label(about, "soft")
        said.setWordWrap(True)
        self._column.addWidget(said)
        if begins is not None:
            shorter = _(
                "A term that was made shorter is in force from {day}. "
                "Until then the longer one holds."
            )
            self._column.addWidget(wrapped(shorter.format(day=i18n.format_day(begins)), "soft"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.space(4))
        grid.setColumnStretch(0, 1)
        for at, one in enumerate(fields(Terms)):
            title = _(terms.TITLES[one.name])
            words_of = label(title)
            words_of.setWordWrap(True)
            box = number(one.name, title)
            box.setRange(1, 999)
            box.setValue(getattr(kept, one.name))
            box.setEnabled(may_set)
            grid.addWidget(words_of, at, 0)
            grid.addWidget(box, at, 1)
            self._boxes[one.name] = box
        self._column.addLayout(grid)
        if may_set:
            row = QHBoxLayout()
            row.addWidget(button(_("Save"), "save_terms", self._save, "primary"))
            row.addStretch()
            self._column.addLayout(row)

    def _save(self) -> None:
        chosen = Terms(**{name: box.value() for name, box in self._boxes.items()})
        with self._desk.workspace.work(write=True) as work:
            terms.set_terms(work, chosen)
        self._desk.toasts.show(_("Saved"))
        self.reload()
