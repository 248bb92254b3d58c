# SPDX-License-Identifier: GPL-3.0-or-later
"""What every list of one participant has in common."""

from desktop.widgets.record_source import Within


class OfPerson(Within):
    """A register narrowed to one participant; the form never asks which."""

    owner_field = "participant"

    @property
    def participant(self) -> str:
        """Whose register it is."""
        return self.owner
