# SPDX-License-Identifier: GPL-3.0-or-later
"""Data: the anonymised dataset, verdict first, and the import of spreadsheets."""

from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import slices
from desktop.core import clock, i18n
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.team import approvals
from desktop.desks.frame.desk import Desk
from desktop.desks.frame.verdict_view import VerdictCard
from desktop.desks.team.approval_dialog import approve
from desktop.exports import recipients, service
from desktop.exports.recipients import RECIPIENTS, Lowered
from desktop.exports.verdict import Verdict
from desktop.imports.page import ImportPage
from desktop.organisation import service as organisation
from desktop.widgets import dialogs, look
from desktop.widgets.jobs import Progress
from desktop.widgets.parts import button, empty, label, named, offer_languages, tint

PARTS = {
    "all": N_("Everything"),
    "participants": N_("People"),
    "placements": N_("Placements"),
    "incidents": N_("Incidents"),
}
FIRST = "donor"
"""The recipient chosen at first: tables of counts, the least that can be given."""


class DataPage(QWidget):
    """Two tabs: what leaves, and what comes in."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look.mark(self, "page")
        self.setProperty("ring", False)
        self.tabs = named(QTabWidget(), "data_tabs", _("Data"))
        self.tabs.setDocumentMode(True)
        with desk.workspace.work() as work:
            leaves, comes = work.could("export"), work.could("import")
        self.dataset = DatasetPage(desk) if leaves else None
        self.imports = (
            ImportPage(desk.workspace, desk.jobs, slices.targets(), self) if comes else None
        )
        if self.dataset:
            self.tabs.addTab(self.dataset, _("Dataset"))
        if self.imports:
            self.tabs.addTab(self.imports, _("Import"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)
        self.setFocusProxy(self.tabs)

    def reload(self) -> None:
        """Show what changed in the store; a verdict on older data is taken back."""
        for page in (self.dataset, self.imports):
            if page is not None:
                page.reload()

    def keep_draft(self) -> None:
        """Nothing typed here would be missed."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def open(self, tab: str) -> None:
        """Show a tab by name: dataset or import."""
        page = self.imports if tab == "import" else self.dataset
        if page is not None:
            self.tabs.setCurrentWidget(page)


class DatasetPage(QWidget):
    """Three steps: for whom, what, the verdict; nothing is written before it was read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look.mark(self, "page")
        self.verdict: Verdict | None = None
        self.card: VerdictCard | None = None
        self._asked = 0
        self._allows = QVBoxLayout()
        self._recipients = QButtonGroup(self)
        self.part = named(QComboBox(), "part", _("What"))
        self.language = named(QComboBox(), "dataset_language", _("Language of the dataset"))
        self.groups = named(QComboBox(), "group_size", _("Smallest group"))
        self.groups.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.groups.setMinimumContentsLength(12)
        self._groups_title = label(_("Smallest group"), "field")
        self.see = button(_("See the verdict"), "see_verdict", self.ask, "primary")
        self._told = QVBoxLayout()
        self._lay_out()
        self._fill()
        self._recipients.buttonClicked.connect(lambda _button: self._turn())
        for box in (self.part, self.language, self.groups):
            box.activated.connect(lambda _at: self._forget())
        self.reload()

    @property
    def recipient(self) -> str:
        """The recipient that is chosen."""
        chosen = self._recipients.checkedButton()
        return chosen.objectName() if chosen else FIRST

    def choose(self, recipient: str) -> None:
        """Choose a recipient as if it were clicked."""
        for one in self._recipients.buttons():
            one.setChecked(one.objectName() == recipient)
        self._turn()

    def reload(self) -> None:
        """Say what this number of people allows; a verdict on older data is taken back."""
        agreed, _registered = service.people(self._desk.workspace)
        empty(self._allows)
        self._allows.addWidget(allows(agreed))
        self._forget()

    def ask(self) -> None:
        """Work the verdict out in the worker; nothing is written."""
        self._forget()
        number = self._asked
        recipient, part = self._choices()[:2]
        workspace = self._desk.workspace
        wanted = Lowered(recipient, k) if (k := self.k) else recipient
        self.see.setEnabled(False)

        def look_at(progress: Progress) -> Verdict:
            language = i18n.language()
            return service.preview(workspace, wanted, part, language, progress.step)

        def show(verdict: Verdict) -> None:
            if number == self._asked:
                self._show(verdict)

        self._desk.jobs.run(look_at, show, self._failed, _("Working out the verdict"))

    def write_into(self, folder: Path, approval: str = "") -> None:
        """Write the dataset into a new folder inside the one chosen."""
        recipient, part, language = self._choices()
        out = folder / f"vereda-{recipient}-{clock.today().isoformat()}"
        workspace = self._desk.workspace
        wanted = Lowered(recipient, k, approval) if (k := self.k) else recipient

        def write(progress: Progress) -> Verdict:
            return service.write(workspace, wanted, out, part, language, progress=progress.step)

        def done(_verdict: Verdict) -> None:
            self._desk.toasts.show(_("The dataset is in {folder}.").format(folder=out.name))
            self._desk.show_paper(out)

        self._desk.jobs.run(write, done, self._failed, _("Writing the dataset"))

    @property
    def k(self) -> int | None:
        """The smaller group that was chosen; None for the usual one."""
        chosen = int(self.groups.currentData() or 0)
        usual = RECIPIENTS[self.recipient].k
        return chosen if self.recipient == recipients.PUBLIC and chosen != usual else None

    def _turn(self) -> None:
        """Offer smaller groups where somebody could approve them: to the public only."""
        public = self.recipient == recipients.PUBLIC
        self.groups.setVisible(public)
        self._groups_title.setVisible(public)
        self._forget()

    def _choices(self) -> tuple[str, str, str]:
        return self.recipient, str(self.part.currentData()), str(self.language.currentData())

    def _show(self, verdict: Verdict) -> None:
        self.see.setEnabled(True)
        self.verdict = verdict
        self.card = VerdictCard(verdict, self._write, self._see_tables)
        empty(self._told)
        self._told.addWidget(self.card)

    def _write(self) -> None:
        title = _("Write the dataset?")
        words = RECIPIENTS[self.recipient].title
        body = _("For whom: {recipient}. What is written leaves the protection of this program.")
        answer = dialogs.ask(self, title, body.format(recipient=_(words)), _("Choose a folder"))
        folder = dialogs.choose_folder(self, _("Folder for the dataset")) if answer.agreed else None
        if folder is None:
            return
        approval = ""
        if self.k is not None:
            about = _("To publish, everybody looks like {usual} people; here like {k} only.")
            words = about.format(usual=RECIPIENTS[self.recipient].k, k=self.k)
            deed = Lowered(self.recipient, self.k).deed
            given = approve(self, self._desk.workspace, approvals.RELEASE, deed, words)
            if given is None:
                return
            approval = given.id
        self.write_into(folder, approval)

    def _see_tables(self) -> None:
        self.choose(service.TABLES)
        self.ask()

    def _failed(self, error: Exception) -> None:
        self.see.setEnabled(True)
        if not isinstance(error, UserError):
            raise error
        empty(self._told)
        self._told.addWidget(tint("danger", str(error)))

    def _forget(self) -> None:
        """Take the verdict back: it was on other choices, or on other data."""
        self._asked += 1
        self.verdict = self.card = None
        self.see.setEnabled(True)
        empty(self._told)
        words = label(_("Nothing is written before you have seen the verdict."), "soft")
        words.setWordWrap(True)
        self._told.addWidget(words)

    def _fill(self) -> None:
        for code, words in PARTS.items():
            self.part.addItem(_(words), code)
        usual = RECIPIENTS[recipients.PUBLIC].k
        self.groups.addItem(_("{k} people, as usual").format(k=usual), usual)
        for k in range(usual - 1, recipients.LEAST_K - 1, -1):
            self.groups.addItem(_("{k} people, if a second person approves").format(k=k), k)
        with self._desk.workspace.work() as work:
            offer_languages(self.language, organisation.about(work).language)

    def _lay_out(self) -> None:
        steps = _column()
        steps.addWidget(label(_("1. For whom"), "section"))
        for one in RECIPIENTS.values():
            steps.addLayout(self._choice(one.name, _(one.title), _(one.about)))
        steps.addWidget(label(_("2. What"), "section"))
        for words, box in (
            (_("Registers"), self.part),
            (_("Language of the dataset"), self.language),
        ):
            steps.addWidget(label(words, "field"))
            steps.addWidget(box)
        for part in (self._groups_title, self.groups):
            part.hide()
            steps.addWidget(part)
        steps.addStretch(1)
        right = _column()
        right.addWidget(label(_("3. The verdict"), "section"))
        right.addLayout(self._told)
        right.addStretch(1)
        area = self._steps = _scrolled(steps, "dataset_steps")
        left = QVBoxLayout()
        left.addWidget(area, 1)
        left.addWidget(self.see)
        left.setContentsMargins(0, 0, 0, look.space(3))
        halves = QHBoxLayout()
        halves.setSpacing(look.space(2))
        halves.addLayout(left)
        halves.addWidget(_scrolled(right, "dataset_verdict"), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(look.space(6), look.space(4), look.space(6), 0)
        whole.setSpacing(look.space(3))
        whole.addWidget(label(_("Anonymised dataset"), "title"))
        whole.addLayout(self._allows)
        whole.addLayout(halves, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the verdict its half in a window narrow for its text."""
        super().resizeEvent(event)
        self._steps.setFixedWidth(min(look.width(44), self.width() * 11 // 20))

    def _choice(self, name: str, title: str, about: str) -> QVBoxLayout:
        radio = named(QRadioButton(title.replace("&", "&&")), name, title)
        radio.setAccessibleDescription(about)
        radio.setChecked(name == FIRST)
        self._recipients.addButton(radio)
        words = label(about, "soft")
        words.setWordWrap(True)
        words.setIndent(look.space(6))
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(radio)
        both.addWidget(words)
        return both


def allows(agreed: int) -> QFrame:
    """Return the line that says what this number of people allows."""
    n = i18n.format_number(agreed)
    public, partner, inside = (RECIPIENTS[name].least for name in ("public", "partner", "internal"))
    if agreed >= public:
        words = _("{n} people agreed to anonymous figures: enough for rows about people.")
        return tint("good", words.format(n=n))
    if agreed >= partner:
        words = _(
            "{n} people agreed to anonymous figures: enough for a partner under agreement. "
            "To publish rows, {least} are needed; tables of counts can always be made."
        )
        return tint("note", words.format(n=n, least=public))
    if agreed >= inside:
        words = _(
            "{n} people agreed to anonymous figures: rows about them may be used inside only. "
            "A partner needs {least}; tables of counts can always be made."
        )
        return tint("note", words.format(n=n, least=partner))
    words = _(
        "{n} people agreed to anonymous figures: too few for rows about people. "
        "Tables of counts can be made."
    )
    return tint("warning", words.format(n=n))


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, look.space(3), look.space(4))
    made.setSpacing(look.space(2))
    return made


def _scrolled(column: QVBoxLayout, name: str) -> QScrollArea:
    inner = QWidget()
    look.mark(inner, "page")
    inner.setLayout(column)
    area = named(QScrollArea(), name)
    area.setProperty("ring", False)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    return area
