# SPDX-License-Identifier: GPL-3.0-or-later
"""Whatever leaves the workspace or shows what is kept apart has its line in the journal.

A new place where a file or folder outside is chosen must be named here, with the act it notes.
"""

from pathlib import Path

from tests.house import rules

ROOT = Path(rules.__file__).parents[2] / "desktop"
CHOOSERS = ("choose_file_to_save(", "choose_folder(")
NOTED = {
    "desks/rights/access_dialog.py": "print_access",
    "desks/office/administration_page.py": "save_configuration",
    "desks/protection/copies_page.py": "backup",
    "desks/data_page.py": "export",
    "desks/protection/journal_page.py": "hand_over_journal",
    "desks/month_page.py": "print_report",
    "desks/map_papers.py": "print_map",
    "dialogues/figures_page.py": "figures_made",
    "desks/frame/paper.py": "print",
    "desks/protection/travel_dialog.py": "travel",
    "imports/page.py": "export",
    "widgets/papers.py": "take_out",
}
SHOWN = ("show_name", "read_protected", "open_store", "close_store", "view_paper", "glass")


def sources():
    return {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in ROOT.rglob("*.py")
    }


def elsewhere(name):
    """The pages of the shell stand before or beside an open workspace, the dialogs belong to all."""
    return name.startswith("shell/") or name == "widgets/dialogs.py"


def test_every_place_that_writes_outside_is_known_with_its_act():
    found = {name for name, text in sources().items() if any(one in text for one in CHOOSERS)}
    assert {name for name in found if not elsewhere(name)} == set(NOTED)


def test_every_such_act_and_every_look_at_what_is_kept_apart_is_written_somewhere():
    whole = "\n".join(sources().values())
    for act in {*NOTED.values(), *SHOWN}:
        assert f'"{act}"' in whole
