# SPDX-License-Identifier: GPL-3.0-or-later
"""Working lists under the list of participants: a filter kept under a name, said as a sentence."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QMenu, QPushButton, QWidget

from desktop.core.errors import UserError, sentences
from desktop.core.i18n import _
from desktop.desks.team.leaving_dialog import worker_leaves
from desktop.participants import list_service
from desktop.widgets import look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import LOWEST, button, is_low, label, named

if TYPE_CHECKING:
    from desktop.desks.frame.desk import Desk
    from desktop.widgets.register import RegisterPage


class WorkingLists(QWidget):
    """Choose a list, keep the present filter as one, put one away; a search is never kept."""

    def __init__(self, desk: "Desk", page: "RegisterPage") -> None:
        super().__init__()
        self._desk, self._page = desk, page
        self.box = named(QComboBox(), "working_lists", _("Working lists"))
        self.name = named(QLineEdit(), "list_name", _("Name of the list"))
        self.name.returnPressed.connect(self._keep)
        self.name.setFixedWidth(look.width(26))
        self.shared = named(QCheckBox(_("For the whole team")), "list_shared")
        self._leaves: QPushButton | None = None
        self.forget = button(_("Forget this list"), "forget_list", self._forget)
        row = FlowLayout(self, gap=2)
        self._label = label(_("Working lists"), "meta")
        self._label.setMinimumHeight(self.box.sizeHint().height())  # its words stand beside the box
        row.addWidget(self._label)
        self.keep = button(_("Keep as a list"), "keep_list", self._keep)
        self.begin = button(_("Keep as a list …"), "begin_list", self._begin)
        for part in (self.box, self.forget, self.begin, self.name, self.shared, self.keep):
            row.addWidget(part)
        self._problem = label("", "error", "list_problem")
        row.addWidget(self._problem)
        self._problem.hide()
        with desk.workspace.work() as work:
            if work.could("members"):
                leaves = lambda: worker_leaves(desk)  # noqa: E731
                self._leaves = button(_("A worker leaves …"), "worker_leaves", leaves)
                row.addWidget(self._leaves)
        self._more = self._menu()
        row.addWidget(self._more)
        self.box.activated.connect(self._choose)
        page.list.filters.changed.connect(self._suggest)
        self._ask_name(asked=False)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the lists themselves and a menu where the window has no line to spare."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        roomy, asked = not is_low(self, LOWEST), not self.keep.isHidden()
        for part in (self._label, self._leaves):
            if part is not None:
                part.setVisible(roomy)
        self.begin.setVisible(roomy and not asked)
        self._more.setVisible(not roomy and not asked)

    def _menu(self) -> QPushButton:
        more = named(QPushButton(_("More")), "more_of_lists", _("More that can be done with lists"))
        more.setAutoDefault(False)
        menu = QMenu(more)
        for verb in (self.begin, self._leaves):
            if verb is not None:
                menu.addAction(verb.text(), verb.click)
        more.setMenu(menu)
        return more

    def reload(self, chosen: str = "") -> None:
        """Offer the lists there are."""
        with self._desk.workspace.work() as work:
            self._lists = {one.id: one for one in list_service.lists(work)}
            found = [(one.title, one.id) for one in self._lists.values()]
        self.box.clear()
        self.box.addItem(_("None"), "")
        for title, identity in found:
            self.box.addItem(title, identity)
        self.box.setCurrentIndex(max(self.box.findData(chosen), 0))
        self.forget.setVisible(bool(self.box.currentData()))
        self._suggest()

    def _choose(self) -> None:
        identity = str(self.box.currentData() or "")
        self.forget.setVisible(bool(identity))
        one = self._lists.get(identity)
        if one is not None:
            self._page.list.filters.choose(list_service.chosen(one))
            self._page.list.filters.sort(one.order)

    def _begin(self) -> None:
        self._ask_name(asked=True)
        self.name.setFocus()

    def _ask_name(self, *, asked: bool) -> None:
        """Show the name of a new list only while one is being kept: rows are dear."""
        self._problem.hide()
        for part in (self.name, self.shared, self.keep):
            part.setVisible(asked)
        self._make_room()

    def _keep(self) -> None:
        filters = self._page.list.filters
        title = self.name.text().strip() or filters.sentence
        try:
            with self._desk.workspace.work(write=True) as work:
                kept = list_service.keep(
                    work, title, filters.chosen, filters.order, shared=self.shared.isChecked()
                )
                identity = kept.id
        except UserError as error:
            self._problem.setText(sentences(error))
            self._problem.show()
            return
        self.name.clear()
        self._ask_name(asked=False)
        self.reload(identity)
        self._desk.toasts.show(_("The list was kept."))

    def _forget(self) -> None:
        identity = str(self.box.currentData() or "")
        if identity:
            with self._desk.workspace.work(write=True) as work:
                list_service.forget(work, identity)
            self.reload()

    def _suggest(self) -> None:
        """Offer the filter as a sentence for a name."""
        self.name.setPlaceholderText(self._page.list.filters.sentence)
