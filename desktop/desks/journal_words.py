# SPDX-License-Identifier: GPL-3.0-or-later
"""The acts of the journal in words; what it names stays a code or a count."""

from desktop.core.i18n import N_, _

ACTS = {
    "admit": N_("Let somebody in"),
    "amend": N_("Changed a record"),
    "attach": N_("Added a paper"),
    "audit": N_("Showed codes to an auditor"),
    "backup": N_("Made a backup"),
    "change_member": N_("Changed what a member may do"),
    "close_store": N_("Closed a part"),
    "create": N_("Recorded"),
    "create_many": N_("Recorded many at once"),
    "deposit": N_("Sealed something away"),
    "dismiss": N_("Took somebody's access away"),
    "erase": N_("Erased a person"),
    "export": N_("Made a dataset"),
    "forget_words": N_("Erased words about an armed actor"),
    "glass": N_("Opened a file of others with a reason"),
    "grant": N_("Gave a member a key"),
    "move_apart": N_("Moved a record to a closed part"),
    "open_store": N_("Opened a part"),
    "passphrase": N_("Changed a passphrase"),
    "print": N_("Printed a page"),
    "print_report": N_("Printed the report"),
    "read_protected": N_("Looked at protected facts"),
    "refused": N_("Was refused"),
    "reissue": N_("Gave a new passphrase"),
    "remove": N_("Deleted"),
    "remove_import": N_("Took an import back"),
    "restore": N_("Brought back"),
    "revoke": N_("Took a key from a member"),
    "settings": N_("Changed the settings"),
    "show_name": N_("Looked at a name"),
    "take_out": N_("Took a copy of a paper out"),
    "view_paper": N_("Looked at a paper"),
}


def act(action: str) -> str:
    """Return an act in words."""
    return _(ACTS[action]) if action in ACTS else _("Another act")
