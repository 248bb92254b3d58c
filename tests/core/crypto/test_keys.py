# SPDX-License-Identifier: GPL-3.0-or-later
"""The key header: nothing in it can be changed, and nobody reaches a store without membership."""

import json
import subprocess
import sys
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.crypto import boxes, header, keys
from desktop.core.crypto.header import HeaderDamaged, NewerWorkspace
from desktop.core.crypto.keys import NotAMember, WrongPassphrase

PASSPHRASE = "sendero claro puente verde"
RECOVERY = bytes(range(32))


@pytest.fixture(scope="module")
def made():
    """A header with a coordinator of every store, a caseworker of none, and the paper slot."""
    bare, data_key, store_keys = keys.new_header("w1", demo=False)
    inbox = X25519PrivateKey.generate()
    bare = replace(bare, inboxes={"sources": inbox.public_key().public_bytes_raw().hex()})
    one = keys.add_slot(
        bare, data_key, store_keys, secret=keys.normal(PASSPHRASE), user="ana", role="coordinator"
    )
    two = keys.add_slot(
        one, data_key, {}, secret=keys.normal("otra frase"), user="beto", role="caseworker"
    )
    whole = keys.add_slot(
        two, data_key, store_keys, secret=RECOVERY, user="", role="coordinator",
        kind="recovery", cost=None,
    )  # fmt: skip
    return whole, data_key, store_keys, inbox


def test_a_header_survives_its_file(made):
    assert header.from_bytes(header.to_bytes(made[0])) == made[0]


def test_the_right_words_open_however_they_are_typed(made):
    for typed in (PASSPHRASE, "  Sendero claro\tPUENTE  verde ", "SENDERO CLARO PUENTE VERDE\n"):
        assert keys.unlock(made[0], "ana", typed).data_key == made[1]


@pytest.mark.parametrize(
    ("user", "words"),
    [("ana", "sendero claro puente"), ("ana", ""), ("nadie", PASSPHRASE), ("beto", PASSPHRASE)],
)
def test_wrong_words_and_unknown_names_get_the_same_answer(made, user, words):
    with pytest.raises(WrongPassphrase) as refused:
        keys.unlock(made[0], user, words)
    assert str(refused.value) == str(WrongPassphrase())


def test_the_paper_key_opens_every_store(made):
    opened = keys.unlock_with_recovery(made[0], RECOVERY)
    assert opened.data_key == made[1]
    for name in header.SEALED_STORES:
        assert opened.store_key(name) == made[2][name]
    with pytest.raises(WrongPassphrase):
        keys.unlock_with_recovery(made[0], bytes(32))


class TestMembership:
    """A role is a promise by the program, a key is a promise by mathematics."""

    def test_members_have_the_keys(self, made):
        opened = keys.unlock(made[0], "ana", PASSPHRASE)
        assert {s: opened.store_key(s) for s in header.SEALED_STORES} == made[2]

    def test_others_have_not(self, made):
        opened = keys.unlock(made[0], "beto", "otra frase")
        for name in header.SEALED_STORES:
            with pytest.raises(NotAMember):
                opened.store_key(name)

    def test_nor_can_they_compute_or_borrow_them(self, made):
        """Whoever signs in can sign a header; a key sealed to somebody else stays closed to him."""
        opened = keys.unlock(made[0], "beto", "otra frase")
        other = made[0].slots[0].id
        for name in header.SEALED_STORES:
            assert opened.key(f"store/{name}") != made[2][name]
            borrowed = {**made[0].sealed[name], opened.slot.id: made[0].sealed[name][other]}
            forged = keys.signed(
                replace(made[0], sealed={**made[0].sealed, name: borrowed}), opened.data_key
            )
            again = keys.unlock(forged, "beto", "otra frase")
            with pytest.raises(HeaderDamaged):
                again.store_key(name)

    def test_a_key_sealed_for_one_store_opens_no_other(self, made):
        swapped = {**made[0].sealed, "sources": made[0].sealed["dialogues"]}
        forged = keys.signed(replace(made[0], sealed=swapped), made[1])
        with pytest.raises(HeaderDamaged):
            keys.unlock(forged, "ana", PASSPHRASE).store_key("sources")

    def test_every_store_and_purpose_has_its_own_key(self, made):
        opened = keys.unlock(made[0], "ana", PASSPHRASE)
        found = {opened.store_key(store) for store in header.STORES}
        found |= {opened.key("backup"), opened.key("header"), opened.data_key}
        assert len(found) == len(header.STORES) + 3


class TestDeposits:
    """Who lacks a store's key may leave something in it and no longer sees it."""

    def test_a_deposit_is_read_with_the_key_inside_the_store(self, made):
        sealed = boxes.seal(made[0], "sources", b"una voz")
        assert b"una voz" not in sealed
        private = made[3].private_bytes_raw()
        assert boxes.read(made[0], "sources", [private], sealed) == b"una voz"

    def test_no_other_key_reads_it_and_no_change_goes_unseen(self, made):
        sealed = boxes.seal(made[0], "sources", b"una voz")
        stranger = X25519PrivateKey.generate().private_bytes_raw()
        with pytest.raises(HeaderDamaged):
            boxes.read(made[0], "sources", [stranger], sealed)
        for at in range(0, len(sealed), 7):
            harmed = bytearray(sealed)
            harmed[at] ^= 1
            with pytest.raises(HeaderDamaged):
                boxes.read(made[0], "sources", [made[3].private_bytes_raw()], bytes(harmed))

    def test_it_belongs_to_its_store(self, made):
        sealed = boxes.seal(made[0], "sources", b"una voz")
        with pytest.raises(HeaderDamaged):
            boxes.read(made[0], "dialogues", [made[3].private_bytes_raw()], sealed)


def _fields(value, path=()):
    """Yield the path of every plain value in nested JSON."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(inner, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _fields(inner, (*path, at))
    else:
        yield path


def _changed(whole, path):
    fresh = json.loads(json.dumps(whole))
    inner = fresh
    for step in path[:-1]:
        inner = inner[step]
    old = inner[path[-1]]
    inner[path[-1]] = _other(old)
    return fresh


def _other(old):
    if isinstance(old, bool) or old is None:
        return not old
    if isinstance(old, int):
        return old + 1
    if old and set(old) <= set("0123456789abcdef"):
        return ("1" if old[0] == "0" else "0") + old[1:]
    return old + "x"


def test_every_single_change_of_a_field_is_refused(made):
    whole = json.loads(header.to_bytes(made[0]))
    paths = list(_fields(whole))
    assert len(paths) > 30
    for path in paths:
        data = json.dumps(_changed(whole, path)).encode()
        with pytest.raises((HeaderDamaged, NewerWorkspace, WrongPassphrase)):
            keys.unlock_with_recovery(header.from_bytes(data), RECOVERY)
    for path in paths:
        if path[:2] == ("slots", 0):  # what the coordinator's own slot says, tried by its owner
            data = json.dumps(_changed(whole, path)).encode()
            with pytest.raises((HeaderDamaged, WrongPassphrase)):
                keys.unlock(header.from_bytes(data), "ana", PASSPHRASE)


@pytest.mark.parametrize(
    "cost",
    [
        {"memory_kib": 8, "passes": 1, "lanes": 1},
        {"memory_kib": 64 * 1024 - 1, "passes": 3, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 2, "lanes": 4},
        {"memory_kib": 2**40, "passes": 3, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 10**9, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 3, "lanes": 10**6},
        {"memory_kib": 64 * 1024, "passes": 3.0, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": True, "lanes": 4},
        {"memory_kib": "65536", "passes": 3, "lanes": 4},
        {"memory_kib": 64 * 1024, "passes": 3},
        None,
    ],
)
def test_a_cheaper_or_exhausting_derivation_is_refused_before_it_runs(made, cost):
    whole = json.loads(header.to_bytes(made[0]))
    whole["slots"][0]["cost"] = cost
    with pytest.raises(HeaderDamaged):
        header.from_bytes(json.dumps(whole).encode())


def test_swapped_slots_open_nothing(made):
    first, second, paper = made[0].slots
    for a, b in ((first, second), (second, first)):
        moved = replace(a, wrap=b.wrap, private=b.private)
        forged = replace(made[0], slots=(moved, second, paper))
        with pytest.raises(WrongPassphrase):
            keys.unlock(forged, a.user, PASSPHRASE)
    named = replace(second, user="ana")  # a thief's own slot under another's name
    with pytest.raises(WrongPassphrase):
        keys.unlock(replace(made[0], slots=(named, paper)), "ana", "otra frase")
    risen = replace(second, role="coordinator")
    with pytest.raises(WrongPassphrase):
        keys.unlock(replace(made[0], slots=(first, risen, paper)), "beto", "otra frase")


def test_a_header_of_another_workspace_opens_nothing(made):
    with pytest.raises(WrongPassphrase):
        keys.unlock(replace(made[0], workspace="w2"), "ana", PASSPHRASE)


def test_every_truncation_is_damage(made):
    data = header.to_bytes(made[0])
    for end in range(0, len(data), 11):
        with pytest.raises(HeaderDamaged):
            header.from_bytes(data[:end])
    with pytest.raises(HeaderDamaged):
        header.from_bytes(b" " * (header.LARGEST_HEADER + 1))


def test_a_later_format_is_told_apart_from_damage(made):
    data = header.to_bytes(made[0]).replace(b"vereda/2", b"vereda/3")
    with pytest.raises(NewerWorkspace):
        header.from_bytes(data)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


@given(data=st.data())
@settings(max_examples=400)
def test_whatever_stands_in_a_field_only_named_errors_come_out(made, data):
    whole = json.loads(header.to_bytes(made[0]))
    paths = [path for path in _fields(whole) if path[-1] not in ("memory_kib", "passes", "lanes")]
    path = data.draw(st.sampled_from(paths))
    depth = data.draw(st.integers(1, len(path)))
    inner = whole
    for step in path[: depth - 1]:
        inner = inner[step]
    if data.draw(st.booleans()):
        inner[path[depth - 1]] = data.draw(JSON)
    elif isinstance(inner, dict):
        del inner[path[depth - 1]]
    else:
        inner.pop(path[depth - 1])
    _opens_or_tells(json.dumps(whole).encode(), made)


@given(st.binary(max_size=200))
def test_random_bytes_are_damage(data):
    with pytest.raises((HeaderDamaged, NewerWorkspace)):
        header.from_bytes(data)


@given(st.data())
@settings(max_examples=300)
def test_flipped_bytes_open_nothing_or_the_same(made, data):
    raw = bytearray(header.to_bytes(made[0]))
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    _opens_or_tells(bytes(raw), made)


def _opens_or_tells(data, made):
    try:
        opened = keys.unlock_with_recovery(header.from_bytes(data), RECOVERY)
    except (HeaderDamaged, NewerWorkspace, WrongPassphrase):
        return
    assert opened.header == made[0]


SAVER = """
import sys
from dataclasses import replace
from pathlib import Path
from desktop.core.crypto import header
folder = Path(sys.argv[1])
known = header.load(folder)
print("ready", flush=True)
number = 0
while True:
    number += 1
    header.save(folder, replace(known, more={"number": number, "fill": "x" * 20000}))
    print(number, flush=True)
"""


def test_a_header_killed_while_it_is_saved_can_be_read(made, tmp_path):
    header.save(tmp_path, made[0])
    for round_ in range(12):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        acknowledged = 0
        for line in child.stdout:
            acknowledged = int(line) if line.strip().isdigit() else 0
            if acknowledged >= round_ + 1:
                break
        child.kill()
        rest = child.stdout.read()
        child.wait(timeout=30)
        child.stdout.close()
        acknowledged = max([acknowledged, *(int(n) for n in rest.split() if n.isdigit())])
        found = header.load(tmp_path)
        assert found.more["number"] >= acknowledged
        assert keys.unlock_with_recovery(
            keys.signed(replace(found, more=made[0].more), made[1]), RECOVERY
        )


def test_a_damaged_header_falls_back_on_the_one_before(made, tmp_path):
    header.save(tmp_path, made[0])
    header.save(tmp_path, keys.signed(replace(made[0], more={"later": True}), made[1]))
    (tmp_path / header.NAME).write_bytes(b"half a head")
    assert header.load(tmp_path) == made[0]
    (tmp_path / header.NAME).with_suffix(".old").unlink()
    with pytest.raises(HeaderDamaged):
        header.load(tmp_path)
    (tmp_path / header.NAME).unlink()
    with pytest.raises(header.NoWorkspaceHere):
        header.load(tmp_path)
