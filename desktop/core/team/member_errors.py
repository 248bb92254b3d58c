# SPDX-License-Identifier: GPL-3.0-or-later
"""Why somebody was not let in, changed or removed."""

from desktop.core.errors import UserError
from desktop.core.i18n import N_


class NameTaken(UserError):
    """Two users may not share a name, whatever its capitals."""

    def __init__(self) -> None:
        super().__init__(N_("This name is already taken here. Choose another word."))


class NameUnfit(UserError):
    """A login name is a short word of its own."""

    def __init__(self) -> None:
        super().__init__(
            N_("A name here is a chosen word of 2 to 30 letters or digits, never a full name.")
        )


class NoSuchMember(UserError):
    """Nobody of this name can sign in here."""

    def __init__(self) -> None:
        super().__init__(N_("Nobody of this name can sign in here. Nothing was changed."))


class LastDirector(UserError):
    """Somebody must be able to admit people."""

    def __init__(self) -> None:
        super().__init__(
            N_("At least one person must be able to let others in. Nothing was changed.")
        )


class NeedsRotation(UserError):
    """Who was given the data key still knows it; only new keys take it away."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This person has had the key to the records. A role without it needs new keys: "
                "dismiss the person and let them in again. Nothing was changed."
            )
        )


class LastKeeper(UserError):
    """A store nobody holds the key of could be opened with the paper key alone."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Nobody else of the team holds the key to this part, so it was not taken. "
                "Give the key to somebody else first."
            )
        )
