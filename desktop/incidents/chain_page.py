# SPDX-License-Identifier: GPL-3.0-or-later
"""What an incident belongs together with: its chain, and what happened near it shortly before."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QWidget

from desktop.core import clock, codes, dates, records
from desktop.core.i18n import _, ngettext
from desktop.incidents import chain_service
from desktop.incidents.model import Incident
from desktop.places import border_service
from desktop.places import service as places
from desktop.widgets import look
from desktop.widgets.parts import button, empty, label, named, scrolled, wrapped

if TYPE_CHECKING:
    from desktop.core.store import Workspace


class ChainTab(QWidget):
    """The chain above, suggestions below; what is linked was chosen by a person."""

    def __init__(
        self, workspace: "Workspace", incident: str, store: str, changed: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("chain")
        self._workspace, self._incident, self._store = workspace, incident, store
        self._changed = changed
        self._column = scrolled(self)
        self.how = named(QComboBox(), "chain_how", _("How they belong together"))
        for code, words in codes.choices("chain_kind"):
            self.how.addItem(words, code)
        self.reload()

    def reload(self) -> None:
        """Read the chain and what may belong to it again."""
        chosen = self.how.currentIndex()
        self.how.setParent(None)
        empty(self._column)
        with self._workspace.work() as main:
            names = places.names(main)
        with self._workspace.work(self._store) as work:
            sector = records.get(work, Incident, self._incident).sector
        beside = self._beside(sector)
        with self._workspace.work(self._store) as work:
            may = work.could("amend")
            linked = chain_service.chain(work, self._incident)
            near = chain_service.suggestions(work, self._incident, beside)
        self._column.addWidget(label(_("What belongs together"), "section"))
        if len(linked) < 2:
            self._column.addWidget(wrapped(_("Nothing is linked to this incident yet."), "soft"))
        for one in linked if len(linked) > 1 else ():
            self._column.addWidget(self._chained(one, may=may))
        self._column.addWidget(label(_("It may come after one of these"), "section"))
        words = _("Chosen by place and time only. Link it where you know that it belongs.")
        self._column.addWidget(wrapped(words, "soft"))
        if near and may:
            self._column.addWidget(label(_("How they belong together"), "field"))
            self._column.addWidget(self.how)
            self.how.setCurrentIndex(max(chosen, 0))
        for found in near:
            self._column.addWidget(self._near(found, names.get(found.sector or "", ""), may=may))
        if not near:
            self._column.addWidget(wrapped(_("Nothing near it in the 30 days before."), "soft"))
        self._column.addStretch()

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _beside(self, sector: str | None) -> set[str]:
        if not sector:
            return set()
        with self._workspace.work() as main:
            shared = border_service.borders_of(main, sector, clock.today())
        return {other for one in shared for other in (one.a, one.b)}

    def _chained(self, one: chain_service.Linked, *, may: bool) -> QWidget:
        parts = [
            dates.show(one.occurred_on),
            one.code,
            codes.label("incident_type", one.type),
            codes.label("chain_kind", one.how) if one.depth else "",
        ]
        own = one.id == self._incident
        verb = None
        if own and one.depth and may:
            verb = button(_("Unlink"), "chain_unlink", self._unlink, "quiet")
        return _line(parts, "strong" if own else "", verb, one.depth)

    def _near(self, one: chain_service.Near, sector: str, *, may: bool) -> QWidget:
        days = ngettext("{n} day before", "{n} days before", one.days).format(n=one.days)
        parts = [
            dates.show(one.occurred_on),
            one.code,
            codes.label("incident_type", one.type),
            _("at the same border") if one.at_border else sector,
            days if one.days else _("the same day"),
        ]
        verb = None
        if may:
            verb = button(_("Link"), "chain_link", partial(self._link, one.id), "quiet")
            verb.setAccessibleName(" ".join([_("Link"), *parts]))
        return _line(parts, "", verb, 0)

    def _link(self, before: str) -> None:
        with self._workspace.work(self._store, write=True) as work:
            chain_service.link(work, self._incident, before, self.how.currentData())
        self.reload()
        self._changed()

    def _unlink(self) -> None:
        with self._workspace.work(self._store, write=True) as work:
            chain_service.unlink(work, self._incident)
        self.reload()
        self._changed()


def _line(parts: list[str], role: str, verb: QWidget | None, depth: int) -> QWidget:
    whole = named(QFrame(), "chain_line")
    look.mark(whole, "card")
    row = QHBoxLayout(whole)
    row.setContentsMargins(
        look.space(3 + 4 * min(depth, 4)), look.space(1), look.space(2), look.space(1)
    )
    row.addWidget(wrapped(" · ".join(part for part in parts if part), role), 1)
    if verb is not None:
        row.addWidget(verb)
    return whole
