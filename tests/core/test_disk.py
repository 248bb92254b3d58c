# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kernel tells of a disk is read through every layer; what it does not tell is unknown."""

from pathlib import Path

import pytest

from desktop.core.disk import Disk, look, look_on_linux

HOME = Path("/srv/ana/trabajo ñ")


class Machine:
    """A made-up /proc and /sys."""

    def __init__(self, root):
        self.root = root
        self.mounts, self.swaps = [], ["Filename Type Size Used Priority"]
        self._write()

    def device(self, name, number, *, uuid="", on=(), backing=""):
        place = self.root / "sys/devices" / name
        place.mkdir(parents=True)
        (place / "dev").write_text(f"{number}\n")
        for link in (f"sys/dev/block/{number}", f"sys/class/block/{name}"):
            at = self.root / link
            at.parent.mkdir(parents=True, exist_ok=True)
            at.symlink_to(place)
        (self.root / "dev").mkdir(exist_ok=True)
        (self.root / "dev" / name).touch()
        if uuid:
            (place / "dm").mkdir()
            (place / "dm/uuid").write_text(f"{uuid}\n")
        if backing:
            (place / "loop").mkdir()
            (place / "loop/backing_file").write_text(f"{backing}\n")
        (place / "slaves").mkdir()
        for under in on:
            (place / "slaves" / under).symlink_to(self.root / "sys/devices" / under)
        return self

    def mount(self, point, number, kind="ext4", source="/dev/x"):
        self.mounts.append(f"29 1 {number} / {point} rw,relatime shared:1 - {kind} {source} rw")
        return self._write()

    def swap(self, name, kind="partition"):
        self.swaps.append(f"{name} {kind} 1000 0 -2")
        return self._write()

    def look(self, folder=HOME):
        return look_on_linux(folder, self.root)

    def _write(self):
        (self.root / "proc/self").mkdir(parents=True, exist_ok=True)
        (self.root / "proc/self/mountinfo").write_text("\n".join(self.mounts))
        (self.root / "proc/swaps").write_text("\n".join(self.swaps))
        return self


@pytest.fixture
def machine(tmp_path):
    made = Machine(tmp_path)
    made.device("sda2", "8:2").device("crypt", "253:0", uuid="CRYPT-LUKS2-aa", on=["sda2"])
    made.device("volume", "253:1", uuid="LVM-bb", on=["crypt"])
    return made.device("sdb1", "8:17")


def test_a_plain_partition(machine):
    assert machine.mount("/", "8:2").look() == Disk(encrypted=False, swap=True)


def test_a_volume_upon_an_encrypted_one(machine):
    found = machine.mount("/", "8:2").mount("/srv", "253:1").look()
    assert found == Disk(encrypted=True, swap=True)
    assert found.safe


def test_half_encrypted_is_not(machine):
    machine.device("raid", "9:0", on=["crypt", "sdb1"])
    assert machine.mount("/", "9:0").look().encrypted is False


def test_the_deepest_mount_counts_and_its_name_may_have_spaces(machine):
    machine.mount("/", "253:1").mount("/srv/ana/trabajo\\040\u00f1", "8:17")
    assert machine.look().encrypted is False
    assert machine.look(Path("/srv/ana")).encrypted is True


def test_btrfs_is_asked_by_its_device(machine):
    assert machine.mount("/", "0:27", "btrfs", "/dev/volume").look().encrypted is True


def test_a_file_that_holds_a_disk_is_where_it_lies(machine):
    machine.device("loop0", "7:0", backing="/media/stick/disco.img")
    machine.mount("/media/stick", "8:17").mount("/", "7:0")
    assert machine.look().encrypted is False


@pytest.mark.parametrize("kind", ["overlay", "zfs", "nfs4", "tmpfs"])
def test_what_the_system_does_not_tell_is_unknown(machine, kind):
    assert machine.mount("/", "0:99", kind, "pool").look().encrypted is None


def test_a_folder_that_encrypts_itself(machine):
    assert machine.mount("/", "8:2").mount("/srv/ana", "0:50", "fuse.gocryptfs", "x").look() == (
        Disk(encrypted=True, swap=True)
    )


@pytest.mark.parametrize(
    ("swaps", "safe"),
    [
        ([], True),
        ([("/dev/zram0", "partition")], True),
        ([("/dev/crypt", "partition")], True),
        ([("/dev/sdb1", "partition")], False),
        ([("/dev/crypt", "partition"), ("/swapfile", "file")], False),
        ([("/dev/gone", "partition")], None),
    ],
)
def test_memory_on_the_disk(machine, swaps, safe):
    machine.mount("/", "8:2")
    for name, kind in swaps:
        machine.swap(name, kind)
    assert machine.look().swap is safe


def test_a_disk_that_stands_on_itself_ends(machine):
    machine.device("loop1", "7:1", backing="/a/disk.img").mount("/a", "7:1")
    assert machine.look(Path("/a")).encrypted is None


def test_nothing_to_read(tmp_path):
    assert look_on_linux(HOME, tmp_path) == Disk(encrypted=None, swap=True)


def test_this_very_computer_answers(tmp_path):
    assert look(tmp_path).encrypted in (True, False, None)
