# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers to print, a tab of the protection: what to do when they ask for the laptop."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core import i18n, packs
from desktop.core.i18n import _
from desktop.demands import report
from desktop.demands import service as demands
from desktop.desks.frame import paper
from desktop.desks.frame.desk import Desk
from desktop.desks.livelihood import paper_slips
from desktop.organisation import service as organisation
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, label, named, offer_languages, tint, wrapped


class WallPage(QScrollArea):
    """Whom to call is written once; country and language are chosen for each print."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        named(self, "wall_page", _("Papers to print"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.lines = {
            name: named(QLineEdit(), f"call_{name}", title)
            for name, title in (
                ("coordinator", _("Coordinator")),
                ("lawyer", _("Lawyer")),
                ("ombuds", _("Ombuds office")),
            )
        }
        self.country = named(QComboBox(), "wall_country", _("Country"))
        self.language = named(QComboBox(), "wall_language", _("Language of the page"))
        self.slip = named(QComboBox(), "slip_kind", _("Form"))
        self._lay_out()
        self._fill()

    def reload(self) -> None:
        """What is being typed stays."""

    def keep_draft(self) -> None:
        """Keep whom to call; an interrupted call list is worth as much as a whole one."""
        with self._desk.workspace.work(write=True) as work:
            typed = {name: line.text().strip() for name, line in self.lines.items()}
            known = demands.contacts(work)
            if work.could("demands") and replace(known, **typed) != known:
                demands.keep_contacts(work, demands.Contacts(**typed))

    def close_down(self) -> None:
        """Keep whom to call before the page goes."""
        self.keep_draft()

    def save(self, target: Path) -> None:
        """Write the page as it is chosen now."""
        workspace = self._desk.workspace
        self.keep_draft()
        with workspace.work() as work:
            about, contacts = organisation.about(work), demands.contacts(work)
        document = report.document(
            about.title,
            self.country.currentData(),
            contacts,
            language=self.language.currentData(),
            is_demo=workspace.is_demo,
        )
        paper.draw(self._desk, document, target, "when_they_ask")

    def _print(self) -> None:
        paper.ask_and_draw(self._desk, _("when-they-ask"), self.save)

    def _print_slip(self) -> None:
        """Write an empty form; nothing secret is in it, so it may lie in a file and a queue."""
        form = paper_slips.document(self.slip.currentData(), language=self.language.currentData())
        paper.draw_noted(self._desk, form, "print", "paper_slip")

    def _lay_out_slips(self, column: QVBoxLayout) -> None:
        column.addSpacing(look.space(4))
        column.addWidget(label(_("Forms to write keys on"), "section"))
        column.addWidget(
            wrapped(
                _(
                    "A key is never printed: the printer would keep it. Print the form empty and "
                    "write on it by hand."
                ),
                "soft",
            )
        )
        for kind, title in paper_slips.SLIPS.items():
            self.slip.addItem(_(title), kind)
        row = FlowLayout(gap=2)
        row.addWidget(self.slip)
        row.addWidget(button(_("Print the empty form"), "print_slip", self._print_slip))
        column.addLayout(row)

    def _fill(self) -> None:
        with self._desk.workspace.work() as work:
            about, contacts = organisation.about(work), demands.contacts(work)
            may_write = work.could("demands")
        for name, line in self.lines.items():
            line.setText(getattr(contacts, name))
            line.setReadOnly(not may_write)
            line.setMaxLength(120)
        self.country.addItem(_("Any country"), "")
        for code in packs.countries():
            self.country.addItem(packs.read(code).name, code)
        self.country.setCurrentIndex(max(0, self.country.findData(about.country)))
        offer_languages(self.language, about.language or i18n.language())

    def _lay_out(self) -> None:
        inner = QWidget()
        look.mark(inner, "page")
        column = QVBoxLayout(inner)
        column.setContentsMargins(*(look.space(6),) * 4)
        column.setSpacing(look.space(2))
        column.addWidget(label(_("When they ask for the laptop"), "section"))
        column.addWidget(
            wrapped(
                _(
                    "One page for the bag and the drawer: whom to call, what to ask for, what "
                    "never to do. It holds no names of participants."
                ),
                "soft",
            )
        )
        for line in self.lines.values():
            column.addWidget(label(line.accessibleName(), "field"))
            line.setPlaceholderText(_("Name and telephone"))
            line.setMaximumWidth(look.width(60))
            column.addWidget(line)
        side = QHBoxLayout()
        side.setSpacing(look.space(4))
        for box in (self.country, self.language):
            pair = QVBoxLayout()
            pair.setSpacing(look.space(2))
            pair.addWidget(label(box.accessibleName(), "field"))
            pair.addWidget(box)
            side.addLayout(pair)
        side.addStretch()
        column.addLayout(side)
        column.addSpacing(look.space(2))
        words = _(
            "What it says about the law must be checked by your lawyer before you rely on it."
        )
        go = button(_("Print the page"), "print_wall", self._print, "primary")
        column.addWidget(tint("warning", words, go))
        self._lay_out_slips(column)
        column.addStretch()
        self.setWidget(inner)
        self.setFocusProxy(self.lines["coordinator"])
