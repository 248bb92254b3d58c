# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole header with its directory: no field of it can be changed, by nobody who may not."""

import json
import random
from dataclasses import replace

import pytest

from desktop.core.crypto import header, keys
from desktop.core.crypto.header import HeaderAltered, HeaderDamaged, NewerWorkspace
from desktop.core.crypto.keys import WrongPassphrase
from tests.core.crypto.test_keys import _changed, _fields
from tests.faults import figures
from tests.workspaces import let_in

OTHER = "cinco seis siete ocho"
MUTATIONS = figures.size(3_000, 100_000)
NAMED = (HeaderDamaged, NewerWorkspace, WrongPassphrase)
OPEN_TO_MEMBERS = {"more", "sealed", "pins", "pending", "epoch", "demo", "mac", "slots"}
"""What a holder of the data key may write by right; the rest is the directors' alone."""


@pytest.fixture(scope="module")
def known(made_once, tmp_path_factory):
    """Ana's secrets over a header with a director, a caseworker, an auditor and every part."""
    import shutil

    folder = tmp_path_factory.mktemp("tamper") / "workspace"
    shutil.copytree(made_once.folder, folder)
    let_in(folder, made_once.unlocked, "beto", OTHER)
    found = let_in(folder, made_once.unlocked, "caro", OTHER, "auditor")
    return keys.again(made_once.unlocked, found)


def forged(known, data):
    """Read a header with its MAC made right again, as only a holder of the data key can."""
    keys.again(known, keys.signed(header.from_bytes(data), known.data_key))


def test_every_single_change_by_a_stranger_is_refused(known):
    whole = json.loads(header.to_bytes(known.header))
    paths = list(_fields(whole))
    assert len(paths) > 100
    for path in paths:
        data = json.dumps(_changed(whole, path)).encode()
        with pytest.raises(NAMED):
            keys.again(known, header.from_bytes(data))


def test_every_change_by_a_colleague_to_what_directors_sign_is_refused(known):
    """He knows the data key and makes the MAC right again."""
    whole = json.loads(header.to_bytes(known.header))
    tried = 0
    for path in _fields(whole):
        if path[0] in OPEN_TO_MEMBERS or path[:2] in {("directory", "seeds")}:
            continue
        data = json.dumps(_changed(whole, path)).encode()
        with pytest.raises(NAMED):
            forged(known, data)
        tried += 1
    assert tried > 50


@pytest.mark.parametrize("field", ["id", "user", "public"])
def test_a_colleague_cannot_rename_or_rekey_a_slot(known, field):
    for at, slot in enumerate(known.header.slots):
        slots = list(known.header.slots)
        slots[at] = replace(slot, **{field: "00" * 32 if field == "public" else "otro"})
        with pytest.raises((HeaderAltered, WrongPassphrase)):
            keys.again(
                known, keys.signed(replace(known.header, slots=tuple(slots)), known.data_key)
            )


def test_every_part_taken_away_or_doubled_is_refused(known):
    whole = json.loads(header.to_bytes(known.header))
    for name in whole:
        short = {one: value for one, value in whole.items() if one != name}
        with pytest.raises(NAMED):
            keys.again(known, header.from_bytes(json.dumps(short).encode()))
    with pytest.raises(HeaderDamaged):
        header.from_bytes(json.dumps({**whole, "strange": 1}).encode())
    for entries in (whole["directory"]["entries"][1:], whole["directory"]["entries"] * 2):
        directory = {**whole["directory"], "entries": entries}
        with pytest.raises(NAMED):
            forged(known, json.dumps({**whole, "directory": directory}).encode())


def test_mutations_only_give_named_errors(known):
    """At full size with VEREDA_FULL=1."""
    chance = random.Random(3)
    raw = header.to_bytes(known.header)
    accepted = 0
    for _ in range(MUTATIONS):
        data = _mutated(bytearray(raw), chance)
        try:
            opened = keys.again(known, header.from_bytes(data))
        except NAMED:
            continue
        accepted += opened.header != known.header
    assert accepted == 0
    figures.note("header fuzz", inputs=MUTATIONS, accepted=accepted, uncaught=0)


def _mutated(data: bytearray, chance: random.Random) -> bytes:
    for _ in range(chance.randrange(1, 4)):
        at, kind = chance.randrange(len(data)), chance.randrange(5)
        if kind == 0:
            data[at] = chance.randrange(256)
        elif kind == 1:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            data[at:at] = data[chance.randrange(len(data)) :][: chance.randrange(1, 40)]
        elif kind == 3:
            data[at : at + 1] = chance.choice(
                [b"null", b"[]", b"{}", b'"', b"1e999", b"-1", b"\\ud800", b"[" * 50]
            )
        else:
            data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


@pytest.mark.parametrize(
    ("name", "garbage"),
    [
        ("heads", []),
        ("heads", {"cases": 5}),
        ("chains", "x"),
        ("chains", {"cases": None}),
        ("segments", []),
        ("segments", {"cases": {}}),
        ("segments", {"cases": [{"from": "1", "sealed": {}}]}),
        ("segments", {"cases": [{"from": 1}]}),
        ("segments", {"cases": [{"from": 1, "sealed": {"a": 7}}]}),
        ("auditors", []),
        ("auditors", {"a": []}),
        ("auditors", {"a": {"cases": [{"from": 1, "key": None}]}}),
        ("stale", 5),
        ("stale", "sources"),
        ("stale", [5]),
        ("unheard", 5),
        ("unheard", None),
        ("generation", 2**53 - 1),
        ("generation", True),
        ("boxes", {"protected": 5}),
        ("vouched", []),
        ("earlier_copies", "x"),
        ("recovery", []),
        ("recovery", {"proved": "x"}),
        ("recovery", {"proved": 5}),
        ("recovery", {"shared": []}),
    ],
)
def test_what_stands_beside_the_keys_has_its_shape_whoever_wrote_it(known, name, garbage):
    """A colleague can put the MAC right; no reader of these parts may stumble over them."""
    bent = replace(known.header, more={**known.header.more, name: garbage})
    with pytest.raises(HeaderDamaged):
        keys.again(known, header.from_bytes(header.to_bytes(keys.signed(bent, known.data_key))))


def test_a_part_of_a_later_version_beside_the_keys_is_kept(known):
    more = {**known.header.more, "later": [1, {"a": None}]}
    grown = keys.signed(replace(known.header, more=more), known.data_key)
    assert header.from_bytes(header.to_bytes(grown)).more == more
