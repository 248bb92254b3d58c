# SPDX-License-Identifier: GPL-3.0-or-later
"""Why somebody cannot come into a programme now."""

from desktop.core.errors import UserError
from desktop.core.i18n import N_


class AlreadyEnrolled(UserError):
    """The same programme twice at once is a mistake."""

    def __init__(self) -> None:
        super().__init__(
            N_("This person is already in this programme or on its list. Nothing was changed.")
        )


class ProgrammeFull(UserError):
    """Nobody comes in while no place is free."""

    def __init__(self) -> None:
        super().__init__(
            N_("This programme has no free place. The person keeps the place on the list.")
        )


class PlaceTaken(UserError):
    """Somebody else has the place of who left."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This programme has no free place any more. Nothing was changed. Enrol the person "
                "again, and they get a number on the waiting list."
            )
        )


class OutOfTurn(UserError):
    """Whoever goes before others needs a reason."""

    def __init__(self) -> None:
        super().__init__(
            N_("Others have waited longer. Write why this person enters first: the report says so.")
        )
