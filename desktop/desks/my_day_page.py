# SPDX-License-Identifier: GPL-3.0-or-later
"""My day: who to see, what slips, what moves around us; one overdue rule for all of it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop import slices
from desktop.contacts import service as contacts
from desktop.core import clock, codes, i18n
from desktop.core.i18n import N_, _, ngettext
from desktop.core.tasks import Task, is_overdue, when
from desktop.core.work import Work
from desktop.desks import alerts
from desktop.desks.frame.day_line import Line
from desktop.desks.frame.desk import Desk
from desktop.desks.person.case_lines import changed_by_others, to_review
from desktop.dialogues import due_service
from desktop.incidents import service as incidents
from desktop.participants import service as participants
from desktop.places import border_service
from desktop.places import service as places
from desktop.widgets import look
from desktop.widgets.parts import button, empty, label, named, tint

MOST = 12
NARROW = 75
"""Characters of text the page must be wide for three columns."""
LOOK_BACK_DAYS = 30


class MyDay(QScrollArea):
    """Alerts across the whole width, then three columns; each line does its next step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setProperty("ring", False)
        look.mark(self, "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        inner = QWidget()
        look.mark(inner, "page")
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(*(look.space(6),) * 4)
        whole.setSpacing(look.space(4))
        whole.addWidget(label(_("My day"), "title"))
        self._today = label("", "soft")
        whole.addWidget(self._today)
        self._alerts = QVBoxLayout()
        self._alerts.setSpacing(look.space(2))
        whole.addLayout(self._alerts)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(look.space(4))
        whole.addLayout(self._columns)
        whole.addStretch()
        self.setWidget(inner)
        self.reload()

    def reload(self) -> None:
        """Ask every register again."""
        self._today.setText(i18n.format_long_day(clock.today()))
        empty(self._alerts)
        for alert in alerts.all_of(self._desk.workspace):
            self._alerts.addWidget(self._alert(alert))
        empty(self._columns)
        with self._desk.workspace.work() as work:
            soon, late = _parted(slices.due(work, clock.today()))
            columns: Sequence[tuple[str, str, list[Line], int, str]] = (
                (
                    *("today", N_("Today"), today(work, soon[:MOST]), len(soon[MOST:])),
                    N_("Nothing is promised for today."),
                ),
                (
                    *("slipping", N_("Slipping"), slipping(work, late[:MOST]), len(late[MOST:])),
                    N_("Nothing is late."),
                ),
                (
                    *("around", N_("Around us"), _moved(work), 0),
                    N_("Nothing has changed nearby."),
                ),
            )
        if "dialogues" in self._desk.workspace.open_stores:
            with self._desk.workspace.work("dialogues") as work:
                columns[0][2].extend(checks_due(work))
        for name, title, lines, beyond, nothing in columns:
            self._columns.addWidget(self._column(name, _(title), lines, beyond, _(nothing)), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand the columns one under the other where three do not fit beside each other."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.viewport().width() < look.width(NARROW)
        self._columns.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def keep_draft(self) -> None:
        """Nothing is typed here."""

    def close_down(self) -> None:
        """Nothing is held here."""

    def _column(
        self, name: str, title: str, lines: Sequence[Line], beyond: int, nothing: str
    ) -> QFrame:
        """Show the first lines; ``beyond`` counts those that were not put into words at all."""
        card = QFrame()
        card.setObjectName(f"day_{name}")
        look.mark(card, "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(*(look.space(4),) * 4)
        column.setSpacing(look.space(2))
        heading = f"{title} · {i18n.format_number(len(lines) + beyond)}" if lines else title
        column.addWidget(label(heading, "section"))
        for line in lines[:MOST]:
            column.addWidget(self._line(line))
        if not lines:
            column.addWidget(label(nothing, "soft"))
        if (more := len(lines) + beyond - MOST) > 0:
            words = ngettext("and {n} more", "and {n} more", more).format(n=more)
            column.addWidget(label(words, "soft"))
        column.addStretch()
        return card

    def _alert(self, line: Line) -> QFrame:
        words = " · ".join(part for part in (line.words, line.when) if part)
        go: Callable[[], None] = lambda: self._desk.go(line.place, line.record)  # noqa: E731
        step = button(line.verb or _("Go there"), "alert_go", go)
        return named(tint("danger" if line.late else "warning", words, step), "alert", words)

    def _line(self, line: Line) -> QWidget:
        row = QWidget()
        across = QVBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        go: Callable[[], None] = lambda: self._desk.go(line.place, line.record)  # noqa: E731
        made = _Link(line.words, go)
        across.addWidget(made)
        across.addWidget(label(line.when, "error" if line.late else "meta"))
        return row


class _Link(QPushButton):
    """A link whose words go on in the next line where the column ends."""

    def __init__(self, words: str, pressed: Callable[[], None]) -> None:
        super().__init__()
        named(self, "line", words)
        look.mark(self, "link")
        self.setAutoDefault(False)
        self.clicked.connect(lambda _checked: pressed())
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = words
        self._wrap(0)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 8, super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._wrap(self.width())

    def _wrap(self, room: int) -> None:
        lines = [""]
        for word in self._words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and room and self.fontMetrics().horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        said = "\n".join(lines).replace("&", "&&")
        if said != self.text():
            self.setText(said)
            # else the dress, which knows one line, lets the column squeeze several
            self.setMinimumHeight(super().sizeHint().height())


def today(work: Work, waiting: Sequence[Task] | None = None) -> list[Line]:
    """Return what may be done now and is not late: promised contacts, checkpoints, reviews."""
    day = clock.today()
    found = slices.due(work, day) if waiting is None else waiting
    return [_line(task, day) for task in found if not _slips(task, day)]


def slipping(work: Work, waiting: Sequence[Task] | None = None) -> list[Line]:
    """Return what is late, people not found, and answers that end soon."""
    day = clock.today()
    missed = contacts.not_found(work, day)
    people = participants.open_codes(work, [person for person, _n in missed])
    lines = [
        Line(
            _("Not found: {code}").format(code=people[person]),
            ngettext("{n} attempt", "{n} attempts", n).format(n=n),
            "participants",
            person,
            late=True,
        )
        for person, n in missed
        if person in people
    ]
    found = slices.due(work, day) if waiting is None else waiting
    return lines + [_line(task, day) for task in found if _slips(task, day)]


def _moved(work: Work) -> list[Line]:
    return to_review(work) + changed_by_others(work) + around(work)


def checks_due(work: Work) -> list[Line]:
    """Return what is due in the processes; asked only while their store is open."""
    day = clock.today()
    return [
        Line(one.words, when(one.on, day), "dialogues", one.process, late=is_overdue(one.on, day))
        for one in due_service.waiting(work, day)
    ]


def around(work: Work) -> list[Line]:
    """Return borders that changed and sectors with most incidents in the last 30 days."""
    day = clock.today()
    since = day - timedelta(days=LOOK_BACK_DAYS)
    names = places.names(work)
    lines = [
        Line(
            _("Border {a} | {b}: {status}").format(
                a=names.get(change.a, ""),
                b=names.get(change.b, ""),
                status=codes.label("border_status", change.status),
            ),
            _("changed"),
            "territory",
            "",
        )
        for change in border_service.changed_between(work, since, day)
    ]
    counted = sorted(incidents.by_sector(work, since, day).items(), key=lambda pair: -pair[1])
    lines += [
        Line(
            names[sector],
            _counted(n),
            "territory",
            "",
        )
        for sector, n in counted[:5]
        if sector in names
    ]
    return lines


def _parted(waiting: Sequence[Task]) -> tuple[list[Task], list[Task]]:
    """Return what may be done now, and what slips."""
    day = clock.today()
    slips = [task for task in waiting if _slips(task, day)]
    return [task for task in waiting if not _slips(task, day)], slips


def _counted(n: int) -> str:
    return ngettext("{n} incident in 30 days", "{n} incidents in 30 days", n).format(n=n)


def _slips(task: Task, day: date) -> bool:
    return task.early or is_overdue(task.on, day)


def _line(task: Task, day: date) -> Line:
    late = is_overdue(task.on, day)
    return Line(task.said(), when(task.on, day), task.place, task.leads_to, late=late)
