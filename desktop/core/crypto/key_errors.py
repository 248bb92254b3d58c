# SPDX-License-Identifier: GPL-3.0-or-later
"""Why a slot or a store did not open."""

from desktop.core.errors import UserError
from desktop.core.i18n import N_


class WrongPassphrase(UserError):
    """Name or passphrase is wrong; which of the two is not told."""

    def __init__(self) -> None:
        super().__init__(
            N_("The name or the passphrase is not right. Nothing was changed. Try again slowly.")
        )


class NotAMember(UserError):
    """The signed-in user was not given the key of this store."""

    def __init__(self) -> None:
        super().__init__(N_("You were not given the key to this part. Nothing was opened."))


class NeedsTwo(NotAMember):
    """The signed-in user holds a share of this store's key: a second member has to be there."""

    def __init__(self) -> None:
        UserError.__init__(
            self,
            N_(
                "Your team decided that two people open this part together. Nothing was opened. "
                "Ask a second person with access to type their passphrase here."
            ),
        )


class NoRecords(UserError):
    """An auditor or technician signed in: the slot is right and holds no key to the records."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Your passphrase is right, but your role holds no key to the records, so nothing "
                "was opened. An auditor reads the sealed journal file that the coordinator hands "
                "over. A technician copies and moves the folder and its backups as they are."
            )
        )
