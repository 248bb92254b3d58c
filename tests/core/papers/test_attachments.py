# SPDX-License-Identifier: GPL-3.0-or-later
"""Papers: sealed, bound to their place, gone with their key, and never half there."""

import os
import random
import shutil
from contextlib import suppress

import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.core import db, history, journal, records
from desktop.core.backups import backup
from desktop.core.crypto import sealed_file
from desktop.core.crypto.sealed_file import CHUNK, SealBroken
from desktop.core.errors import NotAllowed, RecordGone
from desktop.core.papers import attachments
from desktop.core.tables import attachment
from desktop.core.work import User
from desktop.incidents.model import Incident
from desktop.participants.model import Participant
from tests.core.papers import files as papers
from tests.workspaces import add, person

KEY = bytes(range(32))
BOUND = b"place"
SEALED_CHUNK = CHUNK + 16
FULL = bool(os.environ.get("VEREDA_FULL"))
EDGES = (0, 1, CHUNK - 9, CHUNK - 8, CHUNK - 7, CHUNK, 2 * CHUNK - 8, 2 * CHUNK - 7)


@given(st.integers(0, 3 * CHUNK), st.binary(max_size=40))
@example(0, b"")
@example(CHUNK - 8, b"x")
@example(CHUNK - 7, b"x")
def test_what_was_sealed_comes_back(size, seed):
    content = (seed or b"a") * (size // max(1, len(seed or b"a")) + 1)
    content = content[:size]
    sealed = sealed_file.seal(content, KEY, BOUND)
    assert sealed_file.unseal(sealed, KEY, BOUND) == content
    assert len(sealed) == sealed_file.sealed_size(size)
    assert (len(sealed) - 8) % SEALED_CHUNK == 0


@pytest.mark.parametrize("size", EDGES)
def test_sizes_tell_only_how_many_chunks(size):
    assert sealed_file.sealed_size(size) == 8 + SEALED_CHUNK * ((size + 8 + CHUNK - 1) // CHUNK)


def attacks(sealed, other, chance):
    """Every way of changing a sealed file without its key."""
    chunks = [sealed[at : at + SEALED_CHUNK] for at in range(8, len(sealed), SEALED_CHUNK)]
    foreign = [other[at : at + SEALED_CHUNK] for at in range(8, len(other), SEALED_CHUNK)]
    head = sealed[:8]
    for at in range(8):
        yield bytes([*head[:at], head[at] ^ 1, *head[at + 1 :]]) + sealed[8:]
    for number, chunk in enumerate(chunks):
        for at in [
            0,
            CHUNK - 1,
            CHUNK,
            SEALED_CHUNK - 1,
            *(chance.randrange(SEALED_CHUNK) for _ in range(40)),
        ]:
            bad = bytearray(chunk)
            bad[at] ^= 1 << chance.randrange(8)
            yield head + b"".join([*chunks[:number], bytes(bad), *chunks[number + 1 :]])
        yield head + b"".join(chunks[:number])
        yield head + b"".join(chunks[number:][1:])
        yield head + b"".join([*chunks[:number], chunk, *chunks[number:]])
        yield head + b"".join(chunks) + chunk
        yield head + b"".join([*chunks[:number], foreign[number], *chunks[number + 1 :]])
        for second in range(number):
            swapped = list(chunks)
            swapped[number], swapped[second] = swapped[second], swapped[number]
            yield head + b"".join(swapped)
    for cut in (1, 16, SEALED_CHUNK - 1, len(sealed) - 1, len(sealed) - 8):
        yield sealed[:-cut]
    yield sealed + b"\0"
    yield sealed + bytes(SEALED_CHUNK)
    yield b""
    yield other[:8] + sealed[8:]


def test_no_change_to_a_sealed_file_is_accepted():
    chance = random.Random(5)
    content = chance.randbytes(5 * CHUNK - 100)
    sealed = sealed_file.seal(content, KEY, BOUND)
    other = sealed_file.seal(content, KEY, BOUND)
    tried = 0
    for attack in attacks(sealed, other, chance):
        tried += 1
        with pytest.raises(SealBroken):
            sealed_file.unseal(attack, KEY, BOUND)
    assert tried > 250
    for key, bound in ((bytes(32), BOUND), (KEY, b"elsewhere"), (KEY, b"")):
        with pytest.raises(SealBroken):
            sealed_file.unseal(sealed, key, bound)


@pytest.mark.skipif(not FULL, reason="full size only: VEREDA_FULL=1")
def test_any_bytes_are_refused_at_full_size():
    chance = random.Random(6)
    sealed = sealed_file.seal(b"x" * 100, KEY, BOUND)
    for _ in range(100_000):
        bad = bytearray(sealed)
        for _ in range(chance.randrange(1, 4)):
            bad[chance.randrange(len(bad))] ^= 1 << chance.randrange(8)
        if bytes(bad) != sealed:
            with pytest.raises(SealBroken):
                sealed_file.unseal(bytes(bad), KEY, BOUND)


def row(workspace, identity):
    with workspace.work() as work:
        return work.session.execute(attachment.select().where(attachment.c.id == identity)).one()


def path(workspace, identity):
    return workspace.folder / attachments.FOLDER / row(workspace, identity).file


def test_a_paper_comes_back_clean_and_its_file_tells_nothing(workspace):
    record = add(workspace)
    came = papers.jpeg()
    identity = attachments.attach(workspace, "cases", record, "C:\\fotos\\cédula.jpg", came)
    content = attachments.read(workspace, "cases", identity)
    assert content.startswith(b"\xff\xd8")
    assert papers.MARK not in content
    with workspace.work() as work:
        (paper,) = attachments.listed(work, record)
        assert journal.entries(work)[0].action == "attach"
        assert journal.entries(work)[0].object == identity
    assert (paper.name, paper.kind, paper.size) == ("cédula.jpg", "jpeg", len(content))
    file = path(workspace, identity)
    assert file.stat().st_size == sealed_file.sealed_size(len(content))
    assert content[:40] not in file.read_bytes()
    assert paper.id not in file.name
    assert backup.check(workspace) == []


def test_a_file_moved_to_another_paper_or_record_is_refused(workspace):
    first, second = add(workspace), add(workspace)
    content = b"uno dos tres"
    one = attachments.attach(workspace, "cases", first, "a.txt", content)
    two = attachments.attach(workspace, "cases", second, "b.txt", content)
    shutil.copyfile(path(workspace, one), path(workspace, two))
    with pytest.raises(SealBroken):
        attachments.read(workspace, "cases", two)
    with workspace.work(write=True) as work:  # even with the key at hand: it is bound to its record
        key, file = row(workspace, one).key, row(workspace, one).file
        work.session.execute(
            attachment.update().where(attachment.c.id == two).values(key=key, file=file + "x")
        )
    shutil.copyfile(path(workspace, one), path(workspace, two))
    with pytest.raises(SealBroken):
        attachments.read(workspace, "cases", two)
    assert any("1" in line for line in backup.check(workspace))


def test_a_missing_file_is_said_by_name_and_found_by_the_check(workspace):
    record = add(workspace)
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    path(workspace, identity).unlink()
    with pytest.raises(attachments.PaperMissing):
        attachments.read(workspace, "cases", identity)
    assert len(backup.check(workspace)) == 1


def test_a_removed_paper_comes_back_and_an_erased_one_does_not(workspace):
    record = add(workspace)
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    with workspace.work(write=True) as work:
        attachments.remove(work, identity)
        assert attachments.listed(work, record) == []
    with pytest.raises(RecordGone):
        attachments.read(workspace, "cases", identity)
    with workspace.work(write=True) as work:
        attachments.restore(work, identity)
    assert attachments.read(workspace, "cases", identity) == b"uno"
    attachments.take_out(workspace, "cases", identity, workspace.folder.parent / "c", "traslado")
    file, key = path(workspace, identity), row(workspace, identity).key
    with workspace.work(write=True) as work:
        assert attachments.erase(work, record) == 1
        assert file.exists()  # until the row is gone for good
    assert not file.exists()
    with workspace.work() as work:
        assert work.session.execute(sa.select(attachment)).all() == []
        assert history.entries(work, identity) == []
    assert key not in (workspace.folder / "cases.db").read_bytes()
    assert backup.check(workspace) == []


def test_an_erasure_that_is_rolled_back_leaves_the_file(workspace):
    record = add(workspace)
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    with suppress(RecordGone), workspace.work(write=True) as work:
        assert attachments.erase(work, record) == 1
        raise RecordGone
    assert attachments.read(workspace, "cases", identity) == b"uno"


def test_a_copy_taken_out_has_its_reason_and_its_line(workspace, tmp_path):
    record = add(workspace)
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    attachments.take_out(workspace, "cases", identity, tmp_path / "out.txt", "La pidió ella misma")
    assert (tmp_path / "out.txt").read_bytes() == b"uno"
    with workspace.work() as work:
        latest = journal.entries(work)[0]
        assert (latest.action, latest.object) == ("take_out", identity)
        assert history.entries(work, identity)[0].value == "La pidió ella misma"
    workspace.user = User("bea", "caseworker")
    with pytest.raises(NotAllowed):
        attachments.take_out(workspace, "cases", identity, tmp_path / "two.txt", "x")
    assert not (tmp_path / "two.txt").exists()


def test_a_paper_needs_a_record_that_is_there(workspace):
    with pytest.raises(RecordGone):
        attachments.attach(workspace, "cases", "nobody", "a.txt", b"uno")
    record = add(workspace)
    with workspace.work(write=True) as work:
        records.remove(work, records.get(work, Participant, record))
    with pytest.raises(RecordGone):
        attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    assert list(workspace.folder.glob("attachments/*")) == []


def test_leftovers_of_this_store_are_swept_and_those_of_others_are_not(workspace):
    record = add(workspace)
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    file = path(workspace, identity)
    workspace.open_store("protected")
    folder = file.parent
    with workspace.work("protected", write=True) as work:
        foreign = folder / attachments._new_name(work)
    with workspace.work(write=True) as work:
        left = folder / attachments._new_name(work)
        half = folder / f"{attachments._new_name(work)}.new"
    for one in (foreign, left, half, folder / "something.sealed"):
        one.write_bytes(b"x")
    assert any("2" in line for line in backup.check(workspace))
    assert attachments.sweep(workspace, "cases") == 2
    assert sorted(folder.iterdir()) == sorted([file, foreign, folder / "something.sealed"])
    assert attachments.read(workspace, "cases", identity) == b"uno"
    left.write_bytes(b"x")
    attachments.attach(workspace, "cases", record, "b.txt", b"dos")
    assert not left.exists()


def test_looking_into_a_closed_part_leaves_its_line(workspace):
    workspace.open_store("protected")
    with workspace.work("protected", write=True) as work:
        record = records.create(work, Incident, INCIDENT).id
    identity = attachments.attach(workspace, "protected", record, "a.txt", b"uno")
    assert attachments.read(workspace, "protected", identity) == b"uno"
    with workspace.work("protected") as work:
        assert journal.entries(work)[0].action == "view_paper"


INCIDENT = {"type": "threat", "occurred_on": "2026-01", "how_known": "we_saw"}


def test_a_full_disk_leaves_nothing_behind(workspace):
    record = add(workspace)
    folder = workspace.folder / attachments.FOLDER
    folder.write_bytes(b"")  # where a folder should be made stands a file
    with pytest.raises(db.NoRoom):
        attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    with workspace.work() as work:
        assert attachments.listed(work, record) == []


def test_others_scope_holds_for_papers(workspace):
    with workspace.work(write=True) as work:
        record = records.create(work, Participant, person()).id
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    with workspace.work() as work:
        work.user = User("bea", "caseworker", "own")
        with pytest.raises(NotAllowed):
            attachments.listed(work, record)
        with pytest.raises(NotAllowed):
            attachments.remove(work, identity)


def test_a_name_written_into_the_store_by_hand_leads_to_no_other_file(workspace):
    record = add(workspace)
    identity = attachments.attach(workspace, "cases", record, "a.txt", b"uno")
    precious = workspace.folder.parent / "precious"
    precious.write_bytes(b"mine")
    with workspace.work(write=True) as work:
        named = attachment.update().where(attachment.c.id == identity)
        work.session.execute(named.values(file="../../precious"))
    with pytest.raises(attachments.PaperMissing):
        attachments.read(workspace, "cases", identity)
    with workspace.work(write=True) as work:
        attachments.erase(work, record)
    assert precious.read_bytes() == b"mine"
