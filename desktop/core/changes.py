# SPDX-License-Identifier: GPL-3.0-or-later
"""The one notice after a commit: which tables changed. Open pages that show them reload."""

from collections.abc import Callable

Listener = Callable[[frozenset[str]], None]

_listeners: list[Listener] = []


def subscribe(listener: Listener) -> Callable[[], None]:
    """Call ``listener`` after every commit, in the thread that committed; returns the way out."""
    _listeners.append(listener)

    def leave() -> None:
        if listener in _listeners:
            _listeners.remove(listener)

    return leave


def publish(tables: frozenset[str]) -> None:
    """Tell every listener once; called after the commit, never inside the transaction."""
    for listener in _listeners:
        listener(tables)
