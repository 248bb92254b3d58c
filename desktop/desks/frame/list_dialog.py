# SPDX-License-Identifier: GPL-3.0-or-later
"""Put several participants on the list of a group or course at once."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.activities import series_service
from desktop.core import i18n
from desktop.core.errors import InvalidRecord
from desktop.core.i18n import _, ngettext
from desktop.widgets.framed import Framed
from desktop.widgets.parts import button, label, named, wrapped

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk


class OnAList(Framed):
    """Which list; and for whom the way there crosses an active border, why all the same."""

    def __init__(self, desk: "Desk", people: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent, "on_a_list", _("Put on a list"))
        self._desk, self._people = desk, list(people)
        self.series = named(QComboBox(), "list_series", _("Group or course"))
        with desk.workspace.work() as work:
            offered = series_service.offered(work, "", limit=1_000)
        for identity, title in offered:
            self.series.addItem(title, identity)
        self.decision = named(QLineEdit(), "list_accepted", _("Decision about the border"))
        self.problem = wrapped("", "error", "list_problem")
        self.go = button(_("Put on the list"), "list_go", self._go, "primary")
        self.go.setEnabled(bool(offered))
        column = self.head(_("Put on a list"))
        words = ngettext("{n} participant", "{n} participants", len(self._people))
        column.addWidget(wrapped(words.format(n=i18n.format_number(len(self._people))), "soft"))
        if not offered:
            column.addWidget(
                wrapped(_("There is no group or course yet. Begin one first."), "soft")
            )
        column.addWidget(label(self.series.accessibleName(), "field"))
        column.addWidget(self.series)
        column.addWidget(self.problem)
        column.addWidget(self.decision)
        self.problem.hide()
        self.decision.hide()
        self.end(self.go, button(_("Go back"), "list_back", self.reject))

    def _go(self) -> None:
        """Put everybody on it, all or none; a border on somebody's way asks for a decision."""
        values = {"accepted": self.decision.text()}
        series = str(self.series.currentData())
        try:
            with self._desk.workspace.work(write=True) as work:
                for person in self._people:
                    series_service.join(work, series, {**values, "participant": person})
        except InvalidRecord as refused:
            self.problem.setText("\n".join(str(one) for one in refused.problems.values()))
            self.problem.show()
            self.decision.show()
            self.decision.setFocus()
            return
        self.accept()


def put_on_a_list(desk: "Desk", people: Sequence[str]) -> None:
    """Ask for the list, and say what was done."""
    dialog = OnAList(desk, people)
    done = dialog.exec() == Framed.DialogCode.Accepted
    title = dialog.series.currentText()
    dialog.deleteLater()
    if done:
        words = ngettext(
            "{n} participant is on the list: {title}",
            "{n} participants are on the list: {title}",
            len(people),
        )
        desk.toasts.show(words.format(n=i18n.format_number(len(people)), title=title))
