# SPDX-License-Identifier: GPL-3.0-or-later
"""The acts of the journal in words; what it names stays a code or a count."""

from desktop.core.i18n import N_, _

ACTS = {
    "access": N_("Printed what is held about a person"),
    "admit": N_("Let somebody in"),
    "amend": N_("Changed a record"),
    "approved": N_("Approved as a second person"),
    "approved_alone": N_("Approved alone after a day"),
    "approval_used": N_("Used an approval"),
    "approval_asked": N_("Asked for approval"),
    "attach": N_("Added a paper"),
    "audit": N_("Showed codes to an auditor"),
    "backup": N_("Made a backup"),
    "change_member": N_("Changed what a member may do"),
    "close_store": N_("Closed a part"),
    "create": N_("Recorded"),
    "create_many": N_("Recorded many at once"),
    "deposit": N_("Sealed something away"),
    "dismiss": N_("Took somebody's access away"),
    "drill": N_("Tried a backup out"),
    "drill_failed": N_("The trial of a backup failed"),
    "erase": N_("Erased a person"),
    "export": N_("Made a dataset"),
    "forget_words": N_("Erased words about an armed actor"),
    "glass": N_("Opened a file of others with a reason"),
    "glass_seen": N_("Read why files of others were opened"),
    "grant": N_("Gave a member a key"),
    "hand_over_journal": N_("Gave the journal to the auditor"),
    "lift_hold": N_("Lifted a legal hold"),
    "lift_two": N_("Let one person open a part again"),
    "move_apart": N_("Moved a record to a closed part"),
    "open_store": N_("Opened a part"),
    "passphrase": N_("Changed a passphrase"),
    "print": N_("Printed a page"),
    "print_access": N_("Printed what is held about a person"),
    "print_report": N_("Printed the report"),
    "purge_rumours": N_("Erased old rumours"),
    "read_protected": N_("Looked at protected facts"),
    "refused": N_("Was refused"),
    "reissue": N_("Gave a new passphrase"),
    "remove": N_("Deleted"),
    "remove_import": N_("Took an import back"),
    "require_two": N_("Asked for two people to open a part"),
    "rescue": N_("Rescued a damaged file"),
    "restore": N_("Brought back"),
    "retention": N_("Shortened or erased what was due"),
    "retention_review": N_("Looked through what was due"),
    "revoke": N_("Took a key from a member"),
    "rotate": N_("Renewed the keys"),
    "settings": N_("Changed the settings"),
    "show_name": N_("Looked at a name"),
    "take_out": N_("Took a copy of a paper out"),
    "travel": N_("Made a travel copy"),
    "view_paper": N_("Looked at a paper"),
}


def act(action: str) -> str:
    """Return an act in words."""
    return _(ACTS[action]) if action in ACTS else _("Another act")
