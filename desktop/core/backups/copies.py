# SPDX-License-Identifier: GPL-3.0-or-later
"""The copies that are kept of a workspace: where, how many, how old, and when the next is due.

Twelve days, ten weeks and nine months are kept, one copy each, and always the newest that proves
whole when it is read again. A copy dated in the future counts for nothing, so that a clock set
back stops no backup. What this data key did not sign is never removed.
"""

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core import clock, heads, journal, settings, store
from desktop.core.backups import backup, forgotten, manifest
from desktop.core.backups.backup import Progress
from desktop.core.crypto import header, keys
from desktop.core.i18n import _, ngettext

if TYPE_CHECKING:
    from desktop.core.store import Workspace
    from desktop.core.work import Work

DAYS, WEEKS, MONTHS, LATEST, AHEAD = 12, 10, 9, 3, 12
APART = timedelta(minutes=30)
OLD = timedelta(days=2)
OTHER_MEDIUM = timedelta(days=7)
_OWN = "copies"
_SECOND = "copies_elsewhere"


@dataclass(frozen=True, slots=True)
class Kept:
    """One copy on a disk; ``ours`` tells whether today's data key signed it.

    ``before`` tells that one of ours did, before the keys were made anew.
    """

    path: Path
    made_at: datetime
    size: int
    ours: bool
    before: bool = False


@dataclass(frozen=True, slots=True)
class Second:
    """The folder on another medium, and when a copy last went there."""

    folder: Path
    made_at: datetime | None


def kept(workspace: "Workspace", folder: Path) -> list[Kept]:
    """Return the copies of this workspace in a folder, the newest first; none is read through."""
    found = []
    for path in _folders(folder):
        try:
            about = manifest.loose(path)
            if about["workspace"] != workspace.header.workspace:
                continue
            made_at = datetime.fromisoformat(about["made_at"])
            made_at.astimezone()
            ours = _signed(path, workspace.key_holder)
            before = not ours and _signed(path, workspace.key_holder, before=True)
            found.append(Kept(path, made_at, _size(path), ours, before))
        except (OSError, ValueError, KeyError, TypeError, OverflowError, manifest.BackupDamaged):
            continue
    return sorted(found, key=lambda one: (one.made_at, one.path.name), reverse=True)


def everywhere(workspace: "Workspace") -> list[Kept]:
    """Return the copies in the usual folder and, while it is plugged in, on the other medium."""
    here = folder_of(workspace)
    second = second_of(workspace)
    found = kept(workspace, here)
    if second is not None and second.folder != here:
        found += kept(workspace, second.folder)
    return sorted(found, key=lambda one: one.made_at, reverse=True)


def newest(found: Iterable[Kept]) -> Kept | None:
    """Return the newest copy that is not dated in the future."""
    now = clock.now()
    return next((one for one in found if one.ours and one.made_at <= now), None)


def whole(workspace: "Workspace", copy: Kept) -> bool:
    """Read a copy through and tell whether every file is as it was written."""
    try:
        manifest.verified(copy.path, workspace.key_holder, before=copy.before)
    except manifest.BackupDamaged:
        return False
    return True


def last_good(workspace: "Workspace", found: Iterable[Kept]) -> Kept | None:
    """Return the newest copy that proves whole; one that does not proves nothing by its date."""
    return next((one for one in found if one.ours and whole(workspace, one)), None)


def wanted(moments: Sequence[datetime], now: datetime) -> set[datetime]:
    """Return which of these moments the rule keeps: days, weeks, months and the latest few."""
    past = sorted((one for one in moments if one <= now), reverse=True)
    ahead = sorted(one for one in moments if one > now)
    found = set(past[:LATEST]) | set(ahead[-AHEAD:])
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        seen: dict[tuple[int, ...], datetime] = {}
        for one in past:
            seen.setdefault(period(one), one)
        found |= set(list(seen.values())[:most])
    return found


def thin(workspace: "Workspace", folder: Path) -> list[Path]:
    """Remove the copies the rule does not keep; never the last one that proves whole.

    Those from before the keys were changed give way to newer ones by the same rule, and count for
    nothing themselves: whoever left could sign more of them.
    """
    known = kept(workspace, folder)
    found = [one for one in known if one.ours]
    older = [one for one in known if one.before]
    now = clock.now()
    stay = wanted([one.made_at for one in found], now)
    both = wanted([one.made_at for one in (*found, *older)], now)
    spare = [one for one in found if one.made_at not in stay]
    spare += [one for one in older if one.made_at not in both]
    good = last_good(workspace, found) if spare else None
    if good is None:
        return []  # nothing proves whole: every copy may be the one that can be rescued
    gone = [one.path for one in spare if one != good]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return gone


def changed(workspace: "Workspace", copy: Kept | None) -> bool:
    """Tell whether anything was saved or typed since a copy was made."""
    if copy is None:
        return True
    try:
        noted = manifest.read(copy.path, workspace.key_holder)["heads"]
        for name in workspace.open_stores:
            place = workspace.place(name)
            with workspace.work(name) as work:
                head = journal.head(work)
            if (heads.read(place.key, noted.get(name)) or (0, head[1])) != head:
                return True
            drafts = store.drafts_place(place).path
            for path in (drafts, drafts.with_name(f"{drafts.name}-wal")):
                if path.is_file() and path.stat().st_mtime > copy.made_at.timestamp():
                    return True
    except (KeyError, OSError, header.HeaderDamaged, manifest.BackupDamaged):
        return True
    return False


def due(workspace: "Workspace", *, apart: timedelta = APART) -> bool:
    """Tell whether the next automatic copy should be made now."""
    copy = newest(kept(workspace, folder_of(workspace)))
    if copy is not None and clock.now() - copy.made_at < apart:
        return False
    return changed(workspace, copy)


def keep(
    workspace: "Workspace", progress: Progress | None = None, *, apart: timedelta = APART
) -> Path | None:
    """Make the copy that is due and thin those before it; None when none is due."""
    if not due(workspace, apart=apart):
        return None
    return make(workspace, folder_of(workspace), progress)


def make(workspace: "Workspace", folder: Path, progress: Progress | None = None) -> Path:
    """Make a copy in a folder now, thin those before it, and note it if it lies elsewhere."""
    made = backup.backup(workspace, folder, progress)
    thin(workspace, folder)
    if elsewhere(workspace.folder, folder):
        with workspace.work(write=True) as work:
            _note(work, _SECOND, [str(folder), clock.now().isoformat()])
    return made


def folder_of(workspace: "Workspace") -> Path:
    """Return where the automatic copies of this workspace go on this computer."""
    with workspace.work() as work:
        chosen = _noted(work, _OWN)
    return Path(chosen[0]) if chosen else beside(workspace.folder)


beside = forgotten.copies_beside


def choose(workspace: "Workspace", folder: Path) -> None:
    """Send the automatic copies of this computer to a folder."""
    with workspace.work(write=True) as work:
        work.may("backup")
        _note(work, _OWN, [str(folder)])


def second_of(workspace: "Workspace") -> Second | None:
    """Return the folder on another medium; None where none was ever used from this computer."""
    with workspace.work() as work:
        noted = _noted(work, _SECOND)
    if not noted:
        return None
    return Second(Path(noted[0]), datetime.fromisoformat(noted[1]) if noted[1] else None)


def reminder_due(workspace: "Workspace") -> timedelta | None:
    """Return how old the newest copy on another medium is once that is too old; else None.

    Where there never was one it is older than anything.
    """
    second = second_of(workspace)
    if second is None or second.made_at is None:
        return timedelta.max
    age = clock.now() - second.made_at
    return age if age > OTHER_MEDIUM else None


def age_in_words(age: timedelta) -> str:
    """Return how long ago the newest copy was made, as a sentence."""
    minutes = max(0, int(age.total_seconds() // 60))
    if minutes == 0:
        return _("The newest copy was made just now.")
    if minutes < 60:
        words = ngettext(
            "The newest copy was made {n} minute ago.",
            "The newest copy was made {n} minutes ago.",
            minutes,
        )
        return words.format(n=minutes)
    if (hours := minutes // 60) < 48:
        words = ngettext(
            "The newest copy was made {n} hour ago.",
            "The newest copy was made {n} hours ago.",
            hours,
        )
        return words.format(n=hours)
    days = hours // 24
    words = ngettext(
        "The newest copy was made {n} day ago.", "The newest copy was made {n} days ago.", days
    )
    return words.format(n=days)


def warning(workspace: "Workspace") -> str:
    """Return what to say in the bottom line: nothing while a copy is young enough."""
    copy = newest(kept(workspace, folder_of(workspace)))
    if copy is None:
        return _("There is no copy of this workspace yet.")
    age = clock.now() - copy.made_at
    return age_in_words(age) if age > OLD and changed(workspace, copy) else ""


def elsewhere(folder: Path, other: Path) -> bool:
    """Tell whether two folders lie on different media, as far as the system knows."""
    return _device(folder) != _device(other)


def _device(path: Path) -> int:
    for one in (path, *path.parents):
        try:
            return one.stat().st_dev
        except OSError:
            continue
    return -1


def _noted(work: "Work", name: str) -> list[str]:
    found = settings.read(work, name, {}).get(work.device, [])
    return [str(part) for part in found]


def _note(work: "Work", name: str, value: list[str]) -> None:
    everywhere = settings.read(work, name, {})
    settings.write(work, name, {**everywhere, work.device: value})


def _folders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if (path / manifest.NAME).is_file()]
    except OSError:
        return []


def _signed(path: Path, unlocked: keys.Unlocked, *, before: bool = False) -> bool:
    try:
        manifest.read(path, unlocked, before=before)
    except manifest.BackupDamaged:
        return False
    return True


def _size(path: Path) -> int:
    with os.scandir(path) as inside:
        return sum(one.stat().st_size for one in inside if one.is_file())


def _day(moment: datetime) -> tuple[int, ...]:
    return (moment.astimezone().toordinal(),)


def _week(moment: datetime) -> tuple[int, ...]:
    return tuple(moment.astimezone().isocalendar()[:2])


def _month(moment: datetime) -> tuple[int, ...]:
    local = moment.astimezone()
    return (local.year, local.month)
