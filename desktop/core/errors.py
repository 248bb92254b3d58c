# SPDX-License-Identifier: GPL-3.0-or-later
"""Errors of two kinds: the foreseen, told to the user in a sentence, and everything else, a bug."""

from collections.abc import Mapping
from typing import ClassVar

from desktop.core.i18n import N_, _


class UserError(Exception):
    """Something foreseen went wrong; the message says what happened, what was kept, what to do.

    ``message`` is marked with ``N_`` and translated only when shown, so that the same error
    speaks the language of whoever reads it. ``values`` fill its holes and never hold personal data.
    """

    damaged: ClassVar[str] = ""
    """Which file proved damaged, ``store`` or ``key``: the first screen leads to who can help."""

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message)

    def __str__(self) -> str:
        return _(self.message).format(**self.values)


class InvalidRecord(UserError):
    """One or more fields cannot be saved; ``problems`` maps field names to what is wrong."""

    def __init__(self, problems: Mapping[str, "UserError"]) -> None:
        self.problems = dict(problems)
        super().__init__(
            N_("Some answers need a correction before this can be saved. Nothing was lost.")
        )


def sentences(error: UserError) -> str:
    """Return what an error says where no field can show it: each correction on a line."""
    if isinstance(error, InvalidRecord):
        return "\n".join(dict.fromkeys(map(str, error.problems.values())))
    return str(error)


class NotAllowed(UserError):
    """The signed-in role may not do this."""

    def __init__(
        self,
        message: str = N_(
            "Your role does not allow this. Nothing was changed. Ask your coordinator."
        ),
    ) -> None:
        super().__init__(message)


class NotYours(NotAllowed):
    """The file is there, but not among those the signed-in user works with."""

    def __init__(self) -> None:
        super().__init__(
            N_("This file is not among yours. Nothing was changed. Ask your coordinator.")
        )


class RecordGone(UserError):
    """The record asked for is not there, or was deleted."""

    def __init__(self) -> None:
        super().__init__(N_("This record is no longer here. It may have been deleted."))
