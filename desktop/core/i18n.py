# SPDX-License-Identifier: GPL-3.0-or-later
"""One gettext catalogue for screens, paper, spreadsheets and help; numbers and dates by region.

Language (which words) and region (how numbers and dates are written) are two settings. Both are
context variables over a process-wide default, so that a report can be drawn in Portuguese by a
worker thread while the window stays Spanish. Catalogues are read from the ``.po`` files: no
compile step; Babel, which writes numbers and dates, is imported when the first one is written.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache

from desktop.core import catalogue, paths

LANGUAGES = {"es": "Español", "pt_BR": "Português", "en": "English"}
_REGIONS = {"es": "es_EC", "pt_BR": "pt_BR", "en": "en_GB"}

_default = {"language": "en", "region": "en_GB"}
_language: ContextVar[str | None] = ContextVar("language", default=None)
_region: ContextVar[str | None] = ContextVar("region", default=None)


def N_(message: str) -> str:
    """Mark a message for translation where it is declared; ``_`` translates where it is shown."""
    return message


def _(message: str) -> str:
    """Return the message in the language in force; the English source where none is known."""
    if not message or language() == "en":
        return message
    return _messages(language()).get(message, message)


def pgettext(context: str, message: str) -> str:
    """Return the message as used in the named context, for words with two meanings."""
    if language() == "en":
        return message
    return _messages(language()).get(f"{context}\x04{message}", message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of a counted message; es and pt_BR have two forms, as English has."""
    if language() == "en":
        return singular if n == 1 else plural
    one, many = _plurals(language()).get(singular, (singular, plural))
    # Brazilian Portuguese counts 0 with the singular (CLDR); the others only 1.
    alone = n in (0, 1) if language() == "pt_BR" else n == 1
    return one if alone else many


def language() -> str:
    """Return the code of the language in force: es, pt_BR or en."""
    return _language.get() or _default["language"]


def region() -> str:
    """Return the locale that writes numbers and dates, such as es_CO."""
    return _region.get() or _default["region"]


def set_language(code: str, locale: str | None = None) -> None:
    """Choose language and region for the whole program; an unknown language means English."""
    _default["language"] = code if code in LANGUAGES else "en"
    _default["region"] = locale or _REGIONS[_default["language"]]


@contextmanager
def speaking(code: str, locale: str | None = None) -> Iterator[None]:
    """Use another language inside the block, in this thread only."""
    words = _language.set(code)
    numbers = _region.set(locale or _REGIONS.get(code, "en_GB"))
    try:
        yield
    finally:
        _language.reset(words)
        _region.reset(numbers)


def format_day(day: date | None) -> str:
    """Write a day as dd/mm/yyyy, unambiguous in every country Vereda serves; nothing for none."""
    return day.strftime("%d/%m/%Y") if day else ""


def format_moment(moment: datetime) -> str:
    """Write a moment in local time as dd/mm/yyyy hh:mm."""
    return moment.astimezone().strftime("%d/%m/%Y %H:%M")


def format_month(day: date) -> str:
    """Write the month of a day in words, such as 'octubre de 2026'."""
    from babel.dates import format_skeleton

    return str(format_skeleton("yMMMM", day, locale=_words_locale()))


def format_long_day(day: date) -> str:
    """Write a day in words, such as '3 de octubre de 2026'."""
    from babel.dates import format_date

    return str(format_date(day, format="long", locale=_words_locale()))


def weekday(number: int) -> str:
    """Return the name of a day of the week, Monday being 0."""
    from babel.dates import get_day_names

    return str(get_day_names("wide", "stand-alone", locale=_words_locale())[number])


def format_number(value: float, digits: int = 0) -> str:
    """Write a number with the region's separators and exactly ``digits`` decimals."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=region()))


def format_figure(value: float) -> str:
    """Write a number with one decimal, or without any where there is none."""
    whole = round(value, 1)
    return format_number(whole, 0 if whole == int(whole) else 1)


def format_percent(share: float) -> str:
    """Write a share between 0 and 1 as whole percent, with the space the region wants."""
    from babel.numbers import format_percent as percent

    return str(percent(share, format=None, locale=region()))


def _words_locale() -> str:
    """Return a locale for month names: the region if it speaks the language in force."""
    code = language()
    return region() if region().startswith(code[:2]) else _REGIONS.get(code, "en_GB")


@cache
def _catalogue(code: str) -> catalogue.Catalogue:
    try:
        return catalogue.read(paths.translations() / code / "LC_MESSAGES" / "messages.po")
    except OSError:  # a catalogue lost by a broken copy must not keep people from their records
        return catalogue.Catalogue()


def _messages(code: str) -> dict[str, str]:
    return _catalogue(code).plain


def _plurals(code: str) -> dict[str, tuple[str, str]]:
    return _catalogue(code).counted
