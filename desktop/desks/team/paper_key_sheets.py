# SPDX-License-Identifier: GPL-3.0-or-later
"""The recovery key: typed once a year to be sure of it, and cut into parts for three people."""

from PySide6.QtWidgets import QCheckBox

from desktop.core.crypto import paper, shares
from desktop.core.i18n import _
from desktop.core.team import recovery
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.sheets import Sheet
from desktop.widgets.jobs import Progress
from desktop.widgets.on_paper import PaperKey, PaperLines, secret
from desktop.widgets.parts import button, named


class Drill(Sheet):
    """The paper is fetched from where it is kept and typed; nothing else changes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "drill")
        column = self.begin(_("Try the recovery key"))
        self.say(_("Fetch the paper from where it is kept and type it. Nothing is changed by it."))
        self.key = PaperKey("drill", parts=recovery.is_shared(desk.workspace))
        column.addWidget(self.key)
        self.key.entered.connect(self._prove)
        prove = button(_("Try it"), "drill_prove", self._prove, "primary")
        self.end(prove, self.way_back(_("Go back")))
        self.setFocusProxy(self.key)

    def _prove(self) -> None:
        workspace, typed = self._desk.workspace, self.key.typed()

        def prove(_progress: Progress) -> None:
            recovery.prove(workspace, typed)

        self.run(prove, lambda _none: self._proved(), _("Trying the recovery key"))

    def _proved(self) -> None:
        self._desk.toasts.show(_("The recovery key is right. Put the paper back in its place."))
        self.left.emit()

    def tell(self, problem: str) -> None:
        """Show what has to be mended."""
        super().tell(problem)
        self.key.setFocus()


class Cut(Sheet):
    """Three parts of which any two open; each is written by its own keeper, then typed back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "cut_key")
        self._parts: list[list[str]] = []
        self._typed: list[str] = []
        self.begin(_("Cut the recovery key into three parts"))
        self.say(
            _(
                "Any two parts open the workspace, one alone opens nothing: nobody can be forced "
                "to hand it over alone. Three people are needed here, one after the other."
            )
        )
        self.key = PaperLines("cut")
        self.ask(_("Type the recovery key back from the paper"), self.key)
        self.key.entered.connect(self._cut)
        cut = button(_("Cut it"), "cut_now", self._cut, "primary")
        self.end(cut, self.way_back(_("Go back")))
        self.setFocusProxy(self.key)

    def _cut(self) -> None:
        workspace, typed = self._desk.workspace, self.key.text()

        def cut(_progress: Progress) -> list[list[str]]:
            return recovery.cut(workspace, typed)

        self.run(cut, self._begin_parts, _("Cutting the recovery key"))

    def _begin_parts(self, parts: list[list[str]]) -> None:
        self._parts = parts
        self._show_part()

    def _show_part(self) -> None:
        number = len(self._typed) + 1
        column = self.begin(_("Part {n} of 3").format(n=number))
        self.say(_("Only its keeper looks at the screen now, and writes this part on paper."))
        self._box = named(QCheckBox(_("The keeper of this part is here, alone")), "keeper_here")
        column.addWidget(self._box)
        self._shown = secret("\n".join(self._parts[number - 1]), "shown_part")
        self._shown.hide()
        column.addWidget(self._shown)
        self._box.toggled.connect(self._shown.setVisible)
        self.key = PaperLines("part")
        self.ask(_("Type this part back from the paper"), self.key)
        self.key.entered.connect(self._take_part)
        self.end(button(_("It is on paper"), "part_done", self._take_part, "primary"))
        self._box.setFocus()

    def _take_part(self) -> None:
        number = len(self._typed)
        try:
            same = shares.write(shares.read(self.key.text())) == self._parts[number]
        except paper.Mistyped as error:
            self.tell(str(error))
            self.key.show_slip(error)
            return
        if not same:
            self.tell(_("This is another part. Compare every line with the paper."))
            return
        self._typed.append(self.key.text())
        if len(self._typed) < shares.PAPERS:
            self._show_part()
            return
        workspace, typed = self._desk.workspace, list(self._typed)

        def note(_progress: Progress) -> None:
            recovery.shared(workspace, typed)

        self.run(note, lambda _none: self._shared(), _("Cutting the recovery key"))

    def _shared(self) -> None:
        self._parts, self._typed = [], []
        self.begin(_("The recovery key is in three parts"))
        self.say(_("Each keeper takes one part home. Never keep two in the same place."))
        self.say(_("Now destroy the paper with the whole key: whoever finds it needs no part."))
        ready = self.way_back(_("Done"))
        self.end(ready)
        ready.setFocus()
