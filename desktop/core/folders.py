# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the living files may lie in a folder: not where another program copies or shares them.

A synchronising program uploads a store without its log, puts old pages back and breaks renames; a
network folder knows no locks, so that two laptops write at once. Copies may lie there: they are
sealed, whole, and never written again.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path, PurePath

from desktop.core.errors import UserError
from desktop.core.i18n import N_

NETWORK_FILESYSTEMS = frozenset(
    {
        "9p2000", "afpfs", "afs", "autofs-net", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2",
        "fuse.ceph", "fuse.curlftpfs", "fuse.davfs2", "fuse.glusterfs", "fuse.gvfsd-fuse",
        "fuse.kio-fuse", "fuse.rclone", "fuse.smbnetfs", "fuse.sshfs", "fuse.s3fs", "gfs2",
        "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb2", "smb3", "smbfs", "sshfs",
        "webdav",
    }
)  # fmt: skip
CLOUD_FILESYSTEMS = {
    "fuse.onedriver": "OneDrive",
    "fuse.onedrive": "OneDrive",
    "fuse.google-drive-ocamlfuse": "Google Drive",
    "fuse.gdfuse": "Google Drive",
    "fuse.pcloud": "pCloud",
    "fuse.dropbox": "Dropbox",
    "fuse.megafs": "MEGA",
}
MARKERS = (
    ("Dropbox", (".dropbox", ".dropbox.cache")),
    ("OneDrive", (".849C9593-D756-4E56-8D6E-42412F2A707B",)),
    ("Google Drive", (".tmp.drivedownload", ".tmp.driveupload", ".tmp.driveappdownload")),
    ("Nextcloud", (".nextcloudsync.log", ".sync_*.db", "._sync_*.db", ".csync_journal.db")),
    ("ownCloud", (".owncloudsync.log", ".OwnCloudSync.log")),
    ("Syncthing", (".stfolder",)),
    ("Resilio Sync", (".sync/ID",)),
    ("Seafile", (".seafile-data",)),
    ("iCloud", (".icloud",)),
)
"""What each program leaves at the top of the folder it watches, some with a pattern."""
NAMES = (
    ("OneDrive", re.compile(r"OneDrive( - .+)?|OneDrive-.+", re.IGNORECASE)),
    ("Dropbox", re.compile(r"Dropbox( \(.+\))?", re.IGNORECASE)),
    (
        "Google Drive",
        re.compile(r"Google ?Drive|GoogleDrive-.+|My Drive|Mi unidad|Meu Drive", re.I),
    ),
    ("iCloud", re.compile(r"iCloud ?Drive|com~apple~CloudDocs|Mobile Documents", re.IGNORECASE)),
    ("Nextcloud", re.compile(r"Nextcloud", re.IGNORECASE)),
    ("ownCloud", re.compile(r"ownCloud", re.IGNORECASE)),
    ("pCloud", re.compile(r"pCloud ?Drive", re.IGNORECASE)),
    ("MEGA", re.compile(r"MEGA(sync)?( Uploads)?", re.IGNORECASE)),
)
"""How each program calls its folder; the whole name of a folder must be it."""
_TOLD_BY_SYSTEM = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


class CloudFolder(UserError):
    """A program copies this folder to the internet by itself."""

    def __init__(self, service: str) -> None:
        super().__init__(
            N_(
                "This folder is copied to the internet by {service}, which damages records in use "
                "and carries them away. Nothing was opened or changed. Copy the folder to another "
                "one on this computer that {service} does not watch, and open that one. Backups "
                "may lie here: they are sealed."
            ),
            service=service,
        )


class NetworkFolder(UserError):
    """The folder lies on another computer."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This folder lies on another computer of the network, where two people could write "
                "at once and damage the records. Nothing was opened or changed. Copy the folder to "
                "this computer and open the copy. Backups may lie here: they are sealed."
            )
        )


def allow(folder: Path) -> None:
    """Raise CloudFolder or NetworkFolder where a living workspace must not lie."""
    if shared(folder):
        raise NetworkFolder
    if service := watched_by(folder):
        raise CloudFolder(service)


def watched_by(
    folder: Path, environment: Mapping[str, str] = os.environ, mounts: str | None = None
) -> str:
    """Return the name of the program that copies a folder away, or nothing."""
    path = _resolved(folder)
    if service := CLOUD_FILESYSTEMS.get(filesystem(path, mounts)):
        return service
    for name in _TOLD_BY_SYSTEM:
        told = environment.get(name, "")
        if told and _inside(path, Path(told)):
            return "OneDrive"
    return next(filter(None, map(_known, (path, *path.parents))), "")


def shared(
    folder: PurePath,
    mounts: str | None = None,
    drive_type: Callable[[str], int] | None = None,
) -> bool:
    """Tell whether a folder lies on another computer: a network mount, UNC or mapped drive."""
    plain = str(folder)
    if plain.startswith(("\\\\", "//")) and not plain.startswith(("\\\\?\\", "\\\\.\\")):
        return True
    if plain.upper().startswith("\\\\?\\UNC\\"):
        return True
    ask = drive_type or _drive_type()
    if ask is not None and (drive := re.match(r"(?:\\\\\?\\)?([A-Za-z]:)", plain)):
        return ask(f"{drive[1]}\\") == _REMOTE
    return filesystem(_resolved(Path(folder)), mounts) in NETWORK_FILESYSTEMS


def filesystem(path: Path, mounts: str | None = None) -> str:
    """Return the kind of filesystem a path lies on, as Linux tells it; nothing elsewhere."""
    found, longest = "", -1
    for line in (_mounts() if mounts is None else mounts).splitlines():
        parts = line.split(" ")
        if len(parts) < 3:
            continue
        place = Path(re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), parts[1]))
        if len(place.parts) >= longest and _inside(path, place):
            found, longest = parts[2], len(place.parts)
    return found


def _mounts() -> str:
    with suppress(OSError):
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    return ""


def _known(place: Path) -> str:
    """Return the program that watches from this very folder on, by its name or what lies in it."""
    for service, pattern in NAMES:
        if pattern.fullmatch(place.name):
            return service
    for service, left in MARKERS:
        if any(_there(place, mark) for mark in left):
            return service
    return _desktop_ini(place)


def _there(place: Path, mark: str) -> bool:
    try:
        if "*" in mark:
            return any(place.glob(mark))
        return (place / mark).exists()
    except OSError:
        return False


def _desktop_ini(place: Path) -> str:
    """Return the program named in the file by which Windows dresses a folder."""
    for name in ("desktop.ini", "Desktop.ini"):
        with suppress(OSError):
            raw = (place / name).read_bytes()[:10_000]
            text = raw.decode(
                "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace"
            )
            for mark, service in (
                ("onedrive", "OneDrive"),
                ("skydrive", "OneDrive"),
                ("googledrive", "Google Drive"),
                ("drivefs", "Google Drive"),
                ("dropbox", "Dropbox"),
                ("icloud", "iCloud"),
            ):
                if mark in text.lower():
                    return service
    return ""


def _inside(path: Path, place: Path) -> bool:
    return path == place or place in path.parents


def _resolved(folder: Path) -> Path:
    try:
        return folder.resolve()
    except OSError:
        return folder.absolute()


if sys.platform == "win32":
    import ctypes

    def _drive_type() -> Callable[[str], int] | None:
        ask: Callable[[str], int] = ctypes.windll.kernel32.GetDriveTypeW
        return ask

else:

    def _drive_type() -> Callable[[str], int] | None:
        return None
