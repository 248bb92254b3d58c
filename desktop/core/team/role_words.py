# SPDX-License-Identifier: GPL-3.0-or-later
"""Roles, scopes and stores in words, each role with one sentence on what it may do."""

from desktop.core.i18n import N_, _
from desktop.core.work import User

ROLES = {
    "caseworker": (
        N_("Caseworker"),
        N_("Reads and writes the files in sight; no reports, no data that leave, no settings."),
    ),
    "coordinator": (
        N_("Coordinator"),
        N_("Everything, and decides who is let in. Have two of them, never many."),
    ),
    "dialogue": (
        N_("Dialogue team"),
        N_("As a caseworker; the dialogues open only with their own key, given apart."),
    ),
    "data_officer": (
        N_("Data officer"),
        N_("Imports, reports, data that leave and erasure, but lets nobody in."),
    ),
    "auditor": (
        N_("Auditor"),
        N_("Reads the journal as a file handed over; has no key to any record."),
    ),
    "technician": (
        N_("Technician"),
        N_("Copies the workspace as it lies there, locked; has no key to any record."),
    ),
}
SCOPES = {
    "own": N_("Own files only"),
    "team": N_("The files of the team"),
    "all": N_("All files"),
}
STORES = {
    "dialogues": N_("Dialogue processes and groups"),
    "protected": N_("Incidents kept apart"),
    "sources": N_("Sources"),
}


def role(name: str) -> str:
    """Return a role in words, as it is shown beside a name."""
    return _(ROLES[name][0]) if name in ROLES else name


def signed_in(user: User) -> str:
    """Return who is signed in, with the role: what the top line says."""
    return _("{name}, {role}").format(name=user.name, role=role(user.role).lower())
