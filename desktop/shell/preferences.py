# SPDX-License-Identifier: GPL-3.0-or-later
"""What this machine remembers: language, region, look, and where the last workspace lies."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings

from desktop.core import i18n
from desktop.widgets import look


class Preferences:
    """The machine's settings; nothing personal is ever among them."""

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
