# SPDX-License-Identifier: GPL-3.0-or-later
"""Administration: programmes, grants, targets, offices, staff, own questions, code lists."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import slices
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.lazy_tabs import LazyTabs, Tab
from desktop.desks.office.grant_pages import GrantSource
from desktop.desks.office.office_pages import OfficeSource, StaffSource, TargetSource
from desktop.desks.office.own_pages import CodeLists, QuestionSource
from desktop.desks.office.programmes_page import ProgrammeSource
from desktop.desks.person.timelines_page import TimelineSource
from desktop.desks.team.workload_page import FilledPage, WorkloadPage
from desktop.organisation import configuration_service
from desktop.widgets import dialogs, look
from desktop.widgets.editors_flow import FlowLayout
from desktop.widgets.parts import button, label, wrapped
from desktop.widgets.record_source import RecordSource
from desktop.widgets.register import RegisterPage


def _patterns() -> list[tuple[str, str]]:
    return [(_("Configuration of Vereda"), "*.json")]


def _register(desk: Desk, source: RecordSource) -> RegisterPage:
    page = RegisterPage(source, desk.toasts)
    page.status.connect(desk.say)
    page.stand_within()
    return page


class ConfigurationPage(QWidget):
    """The configuration saved to a file, and taken over from one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(*(look.space(6),) * 4)
        column.setSpacing(look.space(3))
        column.addWidget(label(_("The configuration in a file"), "section"))
        about = _(
            "Programmes, timelines, offices, own questions, words of the lists, targets that "
            "belong to no grant, working lists of the whole team and what is switched on: what a "
            "second office can begin with. No person, no name to sign in with and no money are "
            "in it."
        )
        column.addWidget(wrapped(about, "soft"))
        flow = FlowLayout(gap=2)
        flow.addWidget(button(_("Save to a file …"), "configuration_save", self._save, "primary"))
        flow.addWidget(button(_("Take over from a file …"), "configuration_load", self._load))
        column.addLayout(flow)
        taken = _("Taking over adds and rewords. It takes nothing away.")
        column.addWidget(wrapped(taken, "meta"))
        column.addStretch()

    def reload(self) -> None:
        """Nothing of the store is shown here."""

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _save(self) -> None:
        title = _("Save the configuration")
        if chosen := dialogs.choose_file_to_save(self, title, _patterns(), "vereda.json"):
            self.save_to(chosen)

    def _load(self) -> None:
        title = _("Take over a configuration")
        if chosen := dialogs.choose_file_to_open(self, title, _patterns()):
            self.load_from(chosen)

    def save_to(self, target: Path) -> None:
        """Write the file and say how much is in it."""
        n = configuration_service.save(self._desk.workspace, target, slices.CONFIGURED)
        words = ngettext("{n} thing was written.", "{n} things were written.", n)
        self._desk.toasts.show(words.format(n=n))

    def load_from(self, source: Path) -> None:
        """Take the file over and say what it brought."""
        try:
            workspace, more = self._desk.workspace, slices.CONFIGURED
            new, changed = configuration_service.load(workspace, source, more)
        except UserError as error:
            dialogs.show_error(self, error)
            return
        words = _("{new} new, {changed} changed. Nothing was taken away.")
        self._desk.toasts.show(words.format(new=new, changed=changed))


MANAGES = "settings"
TABS: tuple[Tab, ...] = (
    Tab(
        "programmes",
        N_("Programmes"),
        MANAGES,
        lambda d: _register(d, ProgrammeSource(d.workspace, d.toasts)),
    ),
    Tab(
        "timelines",
        N_("Timelines"),
        MANAGES,
        lambda d: _register(d, TimelineSource(d.workspace)),
    ),
    Tab(
        "grants",
        N_("Grants"),
        MANAGES,
        lambda d: _register(d, GrantSource(d.workspace, d.toasts)),
    ),
    Tab("targets", N_("Targets"), MANAGES, lambda d: _register(d, TargetSource(d.workspace))),
    Tab("offices", N_("Offices"), MANAGES, lambda d: _register(d, OfficeSource(d.workspace))),
    Tab("staff", N_("Staff"), MANAGES, lambda d: _register(d, StaffSource(d.workspace))),
    Tab("workload", N_("Workload"), "review", WorkloadPage),
    Tab(
        "questions",
        N_("Our own questions"),
        MANAGES,
        lambda d: _register(d, QuestionSource(d.workspace)),
    ),
    Tab("lists", N_("Code lists"), MANAGES, CodeLists),
    Tab("filled", N_("What is filled in"), MANAGES, FilledPage),
    Tab("configuration", N_("Configuration"), MANAGES, ConfigurationPage),
)
"""In the order of use."""


class AdministrationPage(LazyTabs):
    """For who may decide how the office works."""

    def __init__(self, desk: Desk) -> None:
        tabs = [replace(tab, title=_(tab.title)) for tab in TABS]
        super().__init__(desk, "administration_tabs", _("Administration"), tabs)
