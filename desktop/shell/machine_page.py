# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings > This computer: how the program speaks and looks here, and when it covers and locks."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core import i18n, packs
from desktop.core.i18n import N_, _, ngettext
from desktop.desks.frame.desk import Desk
from desktop.shell import forget
from desktop.shell.preferences import COVER_AFTER, LOCK_AFTER, TITLES, Preferences
from desktop.shell.sentry import Sentry
from desktop.widgets import look
from desktop.widgets.parts import button, label, named

THEMES = (
    ("system", N_("As the computer")),
    ("light", N_("Light")),
    ("dark", N_("Dark")),
    ("contrast", N_("High contrast")),
)
REGIONS = ("es_CO", "es_EC", "es_MX", "es_HN", "es_GT", "es_PE", "es_SV", "pt_BR", "en_GB")

Rebuild = Callable[..., None]
"""Makes the window anew; what it is given is done between the old window and the new."""
Options = Sequence[tuple[str, str]]


class Machine(QWidget):
    """What this computer remembers for whoever signs in on it; nothing here is about a person."""

    def __init__(
        self, desk: Desk, preferences: Preferences, changed: Rebuild, sentry: Sentry
    ) -> None:
        super().__init__()
        look.mark(self, "page")
        self._preferences, self._changed, self._sentry = preferences, changed, sentry
        self._column = column_of(self)
        self._speaking()
        self._nobody_here()
        self._telling()
        if forget.may_forget(desk.workspace):
            self._forgetting(desk)
        self._column.addStretch()

    def _speaking(self) -> None:
        rows = add_rows(self._column, _("How the program speaks and looks"))
        now = self._preferences
        languages = [(code, name) for code, name in i18n.LANGUAGES.items()]
        regions = [("", _("As the language")), *((code, _region(code)) for code in REGIONS)]
        themes = [(code, _(name)) for code, name in THEMES]
        sizes = [(str(size), i18n.format_percent(size)) for size in look.SCALES]
        for name, title, options, chosen in (
            ("language", _("Language"), languages, now.language),
            ("region", _("Numbers and dates of"), regions, now.region),
            ("theme", _("Look"), themes, now.theme),
            ("scale", _("Text size"), sizes, str(now.scale)),
        ):
            rows.addRow(label(title, "field"), self._box(name, title, options, chosen, self._dress))

    def _nobody_here(self) -> None:
        """When the screen is covered and locked, and what the window tells about itself."""
        rows = add_rows(self._column, _("When nobody is here"))
        now = self._preferences
        for name, title, options, chosen in (
            ("cover_after", _("Cover the screen after"), _times(COVER_AFTER), now.cover_after),
            ("lock_after", _("Lock after"), _times(LOCK_AFTER), now.lock_after),
        ):
            box = self._box(name, title, options, str(chosen), self._count)
            rows.addRow(label(title, "field"), box)
        word = _("Choose another word") if self._sentry.word.chosen else _("Choose a word")
        choose = narrow(button(word, "choose_cover_word", self._sentry.offer_word))
        rows.addRow(label(_("Word of this session"), "field"), choose)
        self._column.addWidget(
            _said(
                _(
                    "The cover is a blank page that goes when you type your word. Without a word, "
                    "or while a protected part is open, the program locks instead. It also locks "
                    "when the computer sleeps, its lid closes, its screen locks or another user "
                    "takes over."
                )
            ),
        )

    def _telling(self) -> None:
        """What the window tells those who pass, and programs that look on."""
        now = self._preferences
        rows = add_rows(self._column, _("What the screen tells"))
        titles = [(name, name) for name in TITLES]
        said = _("The window is called")
        rows.addRow(label(said, "field"), self._box("title", said, titles, now.title, self._dress))
        capture = named(QCheckBox(_("Refuse pictures of the screen")), "set_refuse_capture")
        capture.setChecked(now.refuse_capture)
        capture.toggled.connect(self._refuse)
        rows.addRow("", capture)
        self._column.addWidget(
            _said(
                _(
                    "While a protected part is open, Windows then shows this window empty to "
                    "programs that record the screen. Some projectors, docks and screen readers "
                    "need it off. Linux has nothing of the kind, and no system stops a camera."
                )
            ),
        )

    def _forgetting(self, desk: Desk) -> None:
        self._column.addWidget(label(_("Forget this computer"), "section"))
        self._column.addWidget(
            _said(
                _(
                    "Before the computer is sold, lent or left behind: the keys here are "
                    "destroyed, after a whole copy was found on another disk or memory stick."
                )
            ),
        )
        begin = button(
            _("Forget this computer"),
            "forget_computer",
            lambda: forget.begin(desk, self._sentry.forget_wanted.emit),
        )
        self._column.addWidget(narrow(begin))

    def _box(
        self, name: str, title: str, options: Options, now: str, choose: Callable[[str, str], None]
    ) -> QComboBox:
        box = named(QComboBox(), f"set_{name}", title)
        for code, words in options:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(now)))
        box.setMinimumWidth(look.width(24))
        box.activated.connect(lambda at: choose(name, str(box.itemData(at))))
        return box

    def _dress(self, name: str, value: str) -> None:
        if name == "scale":
            self._preferences.scale = float(value)
        else:
            setattr(self._preferences, name, value)
        self._changed()

    def _count(self, name: str, value: str) -> None:
        setattr(self._preferences, name, int(value))

    def _refuse(self, on: bool) -> None:
        self._preferences.refuse_capture = on
        self._sentry.refuse_capture()


def column_of(page: QWidget) -> QVBoxLayout:
    """Return the scrolled column of a page of settings."""
    inner, area = QWidget(), QScrollArea()
    look.mark(inner, "page")
    inner.setMaximumWidth(look.width(92))  # here, not at the words: or their height is misjudged
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidget(inner)
    around = QVBoxLayout(page)
    around.setContentsMargins(0, 0, 0, 0)
    around.addWidget(area)
    column = QVBoxLayout(inner)
    column.setContentsMargins(*(look.space(6),) * 4)
    column.setSpacing(look.space(4))
    return column


def add_rows(column: QVBoxLayout, title: str) -> QFormLayout:
    """Add a section of settings and return its rows."""
    column.addWidget(label(title, "section"))
    holder = QWidget()
    holder.setMaximumWidth(look.width(80))
    holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    rows = QFormLayout(holder)
    wrap = QFormLayout.RowWrapPolicy
    rows.setRowWrapPolicy(wrap.WrapAllRows if look.scale() > 1.5 else wrap.DontWrapRows)
    rows.setHorizontalSpacing(look.space(4))
    rows.setVerticalSpacing(look.space(3))
    column.addWidget(holder)
    return rows


def rows_of(page: QWidget, title: str) -> QFormLayout:
    """Return the rows of a page of settings that has one section."""
    column = column_of(page)
    rows = add_rows(column, title)
    column.addStretch()
    return rows


def _said(words: str) -> QWidget:
    made = label(words, "soft")
    made.setWordWrap(True)
    return made


def narrow(made: QPushButton) -> QPushButton:
    """Let a button be as wide as its words."""
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def _times(seconds: Sequence[int]) -> list[tuple[str, str]]:
    return [(str(one), _time(one)) for one in seconds]


def _time(seconds: int) -> str:
    if seconds < 60:
        return ngettext("{n} second", "{n} seconds", seconds).format(n=seconds)
    minutes = seconds // 60
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)


def _region(code: str) -> str:
    """Return the country of a locale in the language in force."""
    country = code[-2:]
    return packs.read(country).name if country in packs.countries() else code
