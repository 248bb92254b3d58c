# SPDX-License-Identifier: GPL-3.0-or-later
"""What the four stores are called in words; `team/role_words` says what their members do there."""

from typing import Final

from desktop.core.i18n import N_

NAMES: Final = {
    "cases": N_("Main store"),
    "dialogues": N_("Dialogues"),
    "protected": N_("Protected incidents"),
    "sources": N_("Sources"),
}
