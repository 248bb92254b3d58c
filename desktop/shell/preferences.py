# SPDX-License-Identifier: GPL-3.0-or-later
"""What this machine remembers: language, region, look, and where the last workspace lies."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLocale, QSettings

from desktop.core import i18n
from desktop.widgets import look

COVER_AFTER: Final = (30, 60, 120, 300)
"""Seconds without a hand on the keyboard until the screen is covered; it cannot be switched off."""
LOCK_AFTER: Final = (60, 120, 300, 600, 900, 1800)
TITLES: Final = ("Vereda", "Notas", "Agenda", "Inventario")
"""What the window may be called; the first is its real name."""


class Preferences:
    """The machine's settings; nothing personal is ever among them.

    The folder of the last workspace is the only thing here that a person chose. It is kept so
    that the passphrase can be asked for at once, and nothing else of that workspace is.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._settings = (
            QSettings(str(file), QSettings.Format.IniFormat)
            if file
            else QSettings(
                QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Vereda", "Vereda"
            )
        )

    @property
    def language(self) -> str:
        """The chosen language, else the system's if we speak it, else Spanish."""
        chosen = str(self._settings.value("language", ""))
        if chosen in i18n.LANGUAGES:
            return chosen
        system = QLocale.system().name()
        return {"pt": "pt_BR", "en": "en"}.get(system[:2], "es")

    @language.setter
    def language(self, code: str) -> None:
        self._settings.setValue("language", code)

    @property
    def region(self) -> str:
        """The locale that writes numbers and dates; empty for the language's usual one."""
        return str(self._settings.value("region", ""))

    @region.setter
    def region(self, code: str) -> None:
        self._settings.setValue("region", code)

    @property
    def theme(self) -> str:
        """The look: system, light, dark or contrast."""
        chosen = str(self._settings.value("theme", "system"))
        return chosen if chosen in look.THEMES else "system"

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def scale(self) -> float:
        """The text size, 1.0 for 100 %."""
        try:
            return float(str(self._settings.value("scale", "1.0")))
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, factor: float) -> None:
        self._settings.setValue("scale", str(factor))

    @property
    def workspace(self) -> Path | None:
        """The folder opened last, if it is still there."""
        text = str(self._settings.value("workspace", ""))
        return Path(text) if text and Path(text).is_dir() else None

    @workspace.setter
    def workspace(self, folder: Path) -> None:
        self._settings.setValue("workspace", str(folder))

    def forget_workspace(self) -> None:
        """Know no last workspace any more."""
        self._settings.remove("workspace")
        self._settings.remove("place")

    @property
    def cover_after(self) -> int:
        """Seconds until the screen is covered."""
        return self._one_of("cover_after", COVER_AFTER, 60)

    @cover_after.setter
    def cover_after(self, seconds: int) -> None:
        self._settings.setValue("cover_after", seconds)

    @property
    def lock_after(self) -> int:
        """Seconds until the program locks."""
        return self._one_of("lock_after", LOCK_AFTER, 300)

    @lock_after.setter
    def lock_after(self, seconds: int) -> None:
        self._settings.setValue("lock_after", seconds)

    @property
    def refuse_capture(self) -> bool:
        """Whether the window stays out of screen pictures while a store kept apart is open."""
        return str(self._settings.value("refuse_capture", "yes")) != "no"

    @refuse_capture.setter
    def refuse_capture(self, refused: bool) -> None:
        self._settings.setValue("refuse_capture", "yes" if refused else "no")

    @property
    def title(self) -> str:
        """What the window is called on this computer."""
        chosen = str(self._settings.value("title", ""))
        return chosen if chosen in TITLES else TITLES[0]

    @title.setter
    def title(self, name: str) -> None:
        self._settings.setValue("title", name)

    def told(self, notice: str) -> bool:
        """Tell whether a notice about this computer was put away."""
        return str(self._settings.value(f"told_{notice}", "")) == "yes"

    def put_away(self, notice: str) -> None:
        """Show a notice about this computer no more at the start."""
        self._settings.setValue(f"told_{notice}", "yes")

    def sync(self) -> None:
        """Write what is not written yet: a lock ends the process at once."""
        self._settings.sync()

    def _one_of(self, name: str, choices: Sequence[int], usual: int) -> int:
        """Return a number among the choices: what stands in a file may be anything."""
        try:
            found = int(str(self._settings.value(name, usual)))
        except ValueError:
            return usual
        return found if found in choices else usual

    @property
    def place(self) -> str:
        """The page shown last."""
        return str(self._settings.value("place", ""))

    @place.setter
    def place(self, name: str) -> None:
        self._settings.setValue("place", name)

    @property
    def size(self) -> Sequence[int]:
        """Width and height of the window."""
        text = str(self._settings.value("size", "1280x760"))
        try:
            wide, high = (int(part) for part in text.split("x"))
        except ValueError:
            return (1280, 760)
        return (wide, high)

    @size.setter
    def size(self, size: Sequence[int]) -> None:
        self._settings.setValue("size", f"{size[0]}x{size[1]}")


def speak(preferences: Preferences) -> None:
    """Use the chosen language and region everywhere, Qt's own buttons included."""
    i18n.set_language(preferences.language, preferences.region or None)
    QLocale.setDefault(QLocale(i18n.region()))
