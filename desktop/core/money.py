# SPDX-License-Identifier: GPL-3.0-or-later
"""Money: whole minor units and a currency, never a fraction; two currencies are never added.

The office works in the currency of its country's pack; each record that holds an amount keeps the
currency it was written in.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from desktop.core import i18n, packs
from desktop.core.errors import UserError
from desktop.core.i18n import N_

LARGEST = 10**12
"""Minor units no amount of a programme reaches: beyond it somebody leant on a key."""
_AMOUNT = re.compile(r"\d[\d.,]*", re.ASCII)


class NotMoney(UserError):
    """What was typed is no amount."""

    def __init__(self) -> None:
        super().__init__(N_("This is not an amount. Write it in figures."))


@dataclass(frozen=True, slots=True)
class Currency:
    """An ISO 4217 code, and how many decimals its amounts have."""

    code: str
    decimals: int


DOLLAR = Currency("USD", 2)


def current() -> Currency:
    """Return the currency of the country in use; the dollar where none was chosen."""
    country = packs.in_use()
    found = packs.read(country).facts.get("currency", []) if country else []
    return Currency(str(found[0]["code"]), int(found[0]["decimals"])) if found else DOLLAR


def of(code: str | None) -> Currency:
    """Return a currency by its code, with the decimals its pack gives it."""
    now = current()
    if not code or code == now.code:
        return now
    for country in packs.countries():
        for one in packs.read(country).facts.get("currency", []):
            if one["code"] == code:
                return Currency(code, int(one["decimals"]))
    return Currency(code, 2)


def read(text: str, currency: Currency | None = None) -> int:
    """Return the minor units of what was typed; NotMoney for anything else.

    The last mark with no more figures after it than the currency has decimals is the decimal
    mark, whichever it is; every other one parts thousands and needs three figures after it.
    """
    money = currency or current()
    plain = re.sub(r"[\s'’]", "", text).removeprefix(money.code).removesuffix(money.code)
    if not _AMOUNT.fullmatch(plain):
        raise NotMoney
    whole, rest = _parted(plain, money.decimals)
    pieces = re.split(r"[.,]", whole)
    if len(pieces) > 1 and not (0 < len(pieces[0]) <= 3 and all(len(p) == 3 for p in pieces[1:])):
        raise NotMoney
    minor: int = 10**money.decimals
    return int("".join(pieces) or "0") * minor + int(rest.ljust(money.decimals, "0") or "0")


def plain(amount: int, currency: Currency | None = None) -> str:
    """Write an amount as it is typed: no code, no thousands."""
    money = currency or current()
    if not money.decimals:
        return str(amount)
    whole, rest = divmod(amount, 10**money.decimals)
    mark = "." if i18n.format_number(1.5, 1)[1] == "." else ","
    return f"{whole}{mark}{rest:0{money.decimals}}" if rest else str(whole)


def show(amount: int | None, code: str | None = None) -> str:
    """Write an amount for people, with its currency; nothing for none."""
    if amount is None:
        return ""
    money = of(code)
    whole, rest = divmod(abs(amount), 10**money.decimals)
    text = i18n.format_number(whole)
    if money.decimals:
        mark = "." if i18n.format_number(1.5, 1)[1] == "." else ","
        text += f"{mark}{rest:0{money.decimals}}"
    return f"{money.code} {'−' if amount < 0 else ''}{text}"


def share(amount: int, percent: int) -> int:
    """Return a share of an amount, rounded half up to the minor unit."""
    return (amount * percent * 2 + 100) // 200


def totals(amounts: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """Return one sum for each currency."""
    found: dict[str, int] = {}
    for code, amount in amounts:
        key = code or current().code
        found[key] = found.get(key, 0) + amount
    return found


def _parted(plain: str, decimals: int) -> tuple[str, str]:
    """Return the whole part, its marks of thousands still in it, and the decimals."""
    found = re.fullmatch(r"(.*)([.,])(\d*)", plain)
    if not found or not decimals or len(found[3]) > decimals:
        return plain, ""
    return found[1], found[3]
