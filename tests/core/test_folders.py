# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the living files must not lie: the table of what is recognised, and what is not."""

from pathlib import Path, PureWindowsPath

import pytest

from desktop.core import folders, founding, store
from desktop.core.backups import backup
from desktop.core.store import Workspace
from tests.faults.test_told import told
from tests.workspaces import USER, WORDS

MOUNTS = """\
sysfs /sys sysfs rw 0 0
/dev/sda2 / ext4 rw 0 0
tmpfs /tmp tmpfs rw 0 0
/dev/sdb1 /media/ana/STICK vfat rw 0 0
server:/export /mnt/office nfs4 rw 0 0
//server/data /mnt/with\\040space cifs rw 0 0
ana@server:/ /srv/ana/far fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
onedriver /srv/ana/one fuse.onedriver rw 0 0
share /srv/ana/share virtiofs rw 0 0
"""


@pytest.mark.parametrize(
    ("left", "service"),
    [
        (".dropbox", "Dropbox"),
        (".dropbox.cache/", "Dropbox"),
        (".849C9593-D756-4E56-8D6E-42412F2A707B", "OneDrive"),
        (".tmp.drivedownload/", "Google Drive"),
        (".nextcloudsync.log", "Nextcloud"),
        (".sync_9fa1b2.db", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".stfolder/", "Syncthing"),
        (".seafile-data/", "Seafile"),
        ("desktop.ini=[.ShellClassInfo]\nIconResource=C:\\Program Files\\Microsoft OneDrive\\x", "OneDrive"),
        ("desktop.ini=[.ShellClassInfo]\nIconFile=GoogleDriveFS.exe", "Google Drive"),
        ("desktop.ini=[.ShellClassInfo]\nIconFile=Dropbox.exe", "Dropbox"),
        ("desktop.ini=[.ShellClassInfo]\nIconFile=pictures.dll", ""),
        ("letter.txt", ""),
        (".sync", ""),
    ],
)  # fmt: skip
def test_a_program_is_known_by_what_it_leaves_at_the_top(tmp_path, left, service):
    name, _, text = left.partition("=")
    if name.endswith("/"):
        (tmp_path / name).mkdir()
    else:
        (tmp_path / name).write_text(text, encoding="utf-16" if "OneDrive" in text else "utf-8")
    folder = tmp_path / "work" / "vereda"
    folder.mkdir(parents=True)
    assert folders.watched_by(folder) == service
    assert folders.watched_by(folder / "not-made-yet") == service


@pytest.mark.parametrize(
    ("name", "service"),
    [
        ("OneDrive", "OneDrive"),
        ("OneDrive - Fundación", "OneDrive"),
        ("OneDrive-Personal", "OneDrive"),
        ("Dropbox", "Dropbox"),
        ("Dropbox (Equipo)", "Dropbox"),
        ("Google Drive", "Google Drive"),
        ("Mi unidad", "Google Drive"),
        ("GoogleDrive-ana@example.org", "Google Drive"),
        ("iCloudDrive", "iCloud"),
        ("com~apple~CloudDocs", "iCloud"),
        ("Nextcloud", "Nextcloud"),
        ("pCloudDrive", "pCloud"),
        ("Documentos", ""),
        ("mydropboxes", ""),
        ("Omega", ""),
    ],
)
def test_a_program_is_known_by_the_name_of_its_folder(tmp_path, name, service):
    assert folders.watched_by(tmp_path / name / "vereda") == service


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_windows_tells_where_onedrive_lies(tmp_path, name):
    environment = {name: str(tmp_path / "nube")}
    assert folders.watched_by(tmp_path / "nube" / "a", environment) == "OneDrive"
    assert folders.watched_by(tmp_path / "nubes", environment) == ""


@pytest.mark.parametrize(
    ("path", "shared", "service"),
    [
        ("/srv/ana/vereda", False, ""),
        ("/media/ana/STICK/vereda", False, ""),
        ("/mnt/office/vereda", True, ""),
        ("/mnt/office2", False, ""),
        ("/mnt/with space/vereda", True, ""),
        ("/srv/ana/far/vereda", True, ""),
        ("/run/user/1000/gvfs/smb-share/vereda", True, ""),
        ("/srv/ana/one/vereda", False, "OneDrive"),
        ("/srv/ana/share/vereda", False, ""),
    ],
)
def test_linux_tells_where_a_folder_is_mounted(path, shared, service):
    assert folders.shared(Path(path), MOUNTS) is shared
    assert folders.watched_by(Path(path), {}, MOUNTS) == service


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("\\\\server\\data\\vereda", True),
        ("//server/data/vereda", True),
        ("\\\\?\\UNC\\server\\data", True),
        ("Z:\\vereda", True),
        ("\\\\?\\Z:\\vereda", True),
        ("C:\\Datos\\vereda", False),
        ("\\\\?\\C:\\Datos", False),
    ],
)
def test_windows_tells_which_drive_is_another_computer(path, shared):
    kind = {"Z:\\": 4, "C:\\": 3}
    assert folders.shared(PureWindowsPath(path), "", kind.__getitem__) is shared


def test_nothing_is_made_opened_or_restored_in_a_watched_folder(workspace, made_once, tmp_path):
    cloud = tmp_path / "Dropbox"
    cloud.mkdir()
    made = backup.backup(workspace, cloud)
    with pytest.raises(folders.CloudFolder):
        founding.create(cloud / "vereda", "ana", passphrase=WORDS)
    with pytest.raises(folders.CloudFolder):
        backup.restore(made, cloud / "vereda", user=USER, passphrase=WORDS)
    assert not (cloud / "vereda").exists()
    workspace.close()
    moved = workspace.folder.rename(cloud / "vereda")
    before = {path.name: path.stat().st_mtime_ns for path in moved.iterdir()}
    with pytest.raises(folders.CloudFolder) as refused:
        Workspace(moved, made_once.unlocked)
    assert {path.name: path.stat().st_mtime_ns for path in moved.iterdir()} == before
    assert "Dropbox" in told(refused.value)[1]
    home = moved.rename(tmp_path / "vereda")
    Workspace(home, made_once.unlocked).close()
    assert store.load_header(home).workspace == made_once.unlocked.header.workspace


def test_the_sentences(tmp_path):
    told(folders.NetworkFolder())
    told(folders.CloudFolder("OneDrive"))
