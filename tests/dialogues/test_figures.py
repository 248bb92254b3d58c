# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a quarter leave signed, rest on three processes each, and print from their file."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import clock, endorsing, journal, records, store
from desktop.core.crypto import keys, sealing
from desktop.core.document import Table
from desktop.core.errors import NotAllowed
from desktop.core.tables import tables_of
from desktop.core.work import User
from desktop.dialogues import figures_report, figures_service, service
from desktop.dialogues.agreement_model import Agreement
from desktop.dialogues.figures_report import Line
from desktop.dialogues.ground_model import Post, Presence
from desktop.quarters import file_service, report
from desktop.quarters import service as quarters
from desktop.quarters.file_service import KEPT, LEAST, OTHERS, STAGES
from desktop.quarters.model import Quarter
from desktop.reports import monthly, period
from tests.workspaces import let_in

WORDS, OTHER = "uno dos tres cuatro", "cinco seis siete ocho"
QUARTER = "2026-Q1"
FIRST = date(2026, 1, 1)


@pytest.fixture(autouse=True)
def april():
    with clock.at(datetime(2026, 4, 10, 15, tzinfo=UTC)):
        yield


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace with four processes, one breach, one post, and a colleague without the key."""
    with clock.at(datetime(2026, 4, 10, 15, tzinfo=UTC)):
        folder = tmp_path_factory.mktemp("figures") / "workspace"
        store.create(folder, "ana", passphrase=WORDS)
        let_in(folder, keys.unlock(store.load_header(folder), "ana", WORDS), "beto", OTHER)
        workspace = store.Workspace.open(folder, "ana", WORDS)
        workspace.open_store("dialogues")
        with workspace.work("dialogues", write=True) as work:
            for number in range(4):
                _process(work, number)
        yield workspace
        workspace.close()


def _process(work, number):
    process = service.begin(
        work, {"title": f"Camino {number}", "objective": "Paso.", "started_on": FIRST}
    )
    service.advance(work, process.id, "agreement" if number else "pilot", "Sí.", FIRST)
    agreement = service.agree(work, process.id, {"title": "A", "since": FIRST - timedelta(100)})
    clause = service.promise(
        work, agreement.id, {"commitment": "free_movement" if number else "no_killing"}
    )
    check = {"checked_on": date(2026, 2, 1), "result": "kept", "independent": number > 1}
    service.record_check(work, clause.id, check)
    unseen = {"checked_on": date(2026, 2, 2), "result": "not_observable"}
    service.record_check(work, clause.id, unseen)
    if number == 3:
        breach = {"happened_on": date(2026, 2, 3), "severity": "minor", "answer_hours": 30}
        service.record_breach(work, clause.id, {**breach, "verification": "confirmed"})
    post = {"process": process.id, "operator": "community", "since": FIRST, "hours": 12}
    kept = records.create(work, Post, post)
    log = {"post": kept.id, "first": date(2026, 3, 30), "last": date(2026, 4, 2), "hours": 9}
    records.create(work, Presence, log)


@pytest.fixture
def raw(made):
    """The file, with nothing left in the main store when the test is over."""
    yield figures_service.make(made, QUARTER)
    with made.work(write=True) as work:
        for one in quarters.held(work, made.header):
            quarters.remove(work, one.id)


def test_what_leaves_is_counted_by_the_rules_of_the_indicators(made):
    found = figures_report.figures(made, QUARTER)
    assert (found.cell(STAGES).of, found.split(STAGES)) == (4, [])  # three and one: nothing splits
    kept = found.cell(KEPT)
    assert (kept.of, kept.whole, kept.processes) == (4, 4, 4)
    watched = found.cell(file_service.WATCHED)
    assert (watched.of, watched.whole) == (2, 8)
    assert found.cell(file_service.BREACHES).of == 1
    assert found.cell(file_service.ANSWER) is None  # one process only
    assert found.cell(file_service.DURABLE, "d90").of == 4
    assert found.cell(file_service.DURABLE, "d365") is None
    staffed = found.cell(file_service.POSTS)
    assert (staffed.of, staffed.whole) == (4 * 9 * 2, 4 * 12 * 2)  # two days lie in the quarter


def test_no_cell_of_fewer_than_three_processes_is_in_the_file(made, raw):
    content = json.loads(json.loads(raw)["content"])
    assert content["cells"]
    assert all(one["processes"] >= LEAST for one in content["cells"])
    assert "Camino" not in raw.decode()


@given(st.dictionaries(st.sampled_from("abcdefg"), st.sets(st.integers(0, 6), max_size=5)))
def test_small_lines_stand_together_so_that_no_total_gives_them_away(sources):
    lines = {
        code: Line(len(behind), len(behind), {str(one) for one in behind})
        for code, behind in sources.items()
        if behind
    }
    cells = figures_report.folded(KEPT, lines)
    assert all(one.processes >= LEAST for one in cells)
    if cells:
        alone = {one.line for one in cells} - {OTHERS}
        assert sum(one.whole for one in cells) == sum(one.whole for one in lines.values())
        assert all(len(lines[code].behind) >= LEAST for code in alone)
        assert len(lines) - len(alone) != 1  # a single hidden line is the rest of the total


def test_the_report_prints_a_quarter_from_its_file_while_the_part_is_closed(made, raw):
    quarters.take_in(made, raw)
    made.close_store("dialogues")
    try:
        told = {
            edition: _section(made, edition, month)
            for edition, month in (
                ("donor", "2026-03"),
                ("team", "2026-Q1"),
                ("public", "2026-03"),
                ("donor2", "2026-02"),
            )
        }
    finally:
        made.open_store("dialogues")
    assert told["public"] is None
    assert told["donor2"] is None  # no quarter ends in February
    for edition in ("donor", "team"):
        tables = [one for one in told[edition].blocks if isinstance(one, Table)]
        assert ["Commitments kept, of those due and observable", "4", "4", "–"] in [
            list(row) for table in tables for row in table.rows
        ]


def _section(made, edition, month):
    with made.work() as work:
        document = monthly.build(
            work,
            period.parse(month),
            edition=edition.rstrip("2"),
            language="en",
            is_demo=False,
            header=made.header,
        )
    with_title = (one for one in document.sections if one.title == report.title())
    return next(with_title, None)


def test_a_quarter_is_told_once_and_replacing_or_putting_away_is_in_the_journal(made, raw):
    quarters.take_in(made, raw)
    with pytest.raises(quarters.AlreadyHere):
        quarters.take_in(made, raw)
    quarters.take_in(made, raw, replace=True)
    with made.work(write=True) as work:
        (held,) = quarters.held(work, made.header)
        quarters.remove(work, held.id)
        said = [(one.action, one.object) for one in journal.entries(work, 12)]
    acts = [action for action, thing in said if thing == QUARTER]
    assert acts[:3] == ["figures_removed", "figures_replaced", "figures_taken"]


def test_nothing_of_the_part_but_the_figures_shows_in_the_main_store(made, raw):
    quarters.take_in(made, raw)
    with made.work("dialogues") as inner:
        keys_ = service.keys(inner, "", {}, "code")
        hidden = [text for row in service.rows(inner, keys_) for text in row[:3]]
    with made.work() as work:
        shown = str(journal.entries(work, 200))
        for table in tables_of("cases"):
            shown += str(work.session.execute(table.select()).all())
    assert hidden
    assert not [one for one in hidden if one in shown]


def test_a_changed_byte_anywhere_is_refused(made, raw):
    refused = (file_service.NoFigures, endorsing.WrongSignature, endorsing.NotProved)
    for at in range(0, len(raw), max(1, len(raw) // 90)):
        bad = bytearray(raw)
        bad[at] ^= 1
        with pytest.raises((*refused, file_service.OtherWorkspace, file_service.NotOver)):
            quarters.take_in(made, bytes(bad))
    for cut in (raw + b"\n", b" " + raw, raw[:-1], b"", b"{}", b"[" * 5000, raw * 200):
        with pytest.raises(file_service.NoFigures):
            quarters.take_in(made, cut)


def test_only_who_holds_the_key_of_the_part_can_sign(made, raw):
    told = json.loads(raw)
    seed = sealing.new_seed()
    people = made.header.directory.entries
    stranger = sealing.new_private()
    seals = sorted(
        endorsing._seal(stranger, one.public, made.header.workspace, "dialogues", "00" * 32)
        for one in people
    )
    message = endorsing._message(made.header.workspace, "dialogues", told["content"], seals)
    forged = {"key": sealing.verify_key(seed), "seals": seals}
    forged["signature"] = sealing.sign(seed, message)
    with pytest.raises(endorsing.NotProved):
        quarters.take_in(made, file_service.packed(told["content"], forged))


def test_another_workspace_and_a_quarter_that_runs_are_refused_with_a_sentence(made, raw):
    content = json.loads(json.loads(raw)["content"])
    for change, refusal in (
        ({"workspace": "x"}, file_service.OtherWorkspace),
        ({"quarter": "2026-Q2"}, file_service.NotOver),
        ({"quarter": "2026-Q5"}, file_service.NoFigures),
        ({"cells": [{**content["cells"][0], "processes": 2}]}, file_service.NoFigures),
        ({"cells": [{**content["cells"][0], "line": "x"}]}, file_service.NoFigures),
        ({"cells": content["cells"] * 2}, file_service.NoFigures),
    ):
        words = sealing.canonical({**content, **change}).decode()
        signed = file_service.packed(words, endorsing.endorse(made, "dialogues", words))
        with pytest.raises(refusal):
            quarters.take_in(made, signed)
    with pytest.raises(file_service.NotOver):
        figures_service.make(made, "2026-Q2")


def test_figures_altered_in_the_store_do_not_print(made, raw):
    quarters.take_in(made, raw)
    with made.work(write=True) as work:
        (held,) = quarters.held(work, made.header)
        row = records.get(work, Quarter, held.id)
        records.amend(work, row, {"content": row.content.replace('\\"of\\":4', '\\"of\\":9')})
        (held,) = quarters.held(work, made.header)
    assert held.figures is None
    assert "no longer carry" in _section(made, "donor", "2026-03").blocks[0].body


def test_a_colleague_without_the_key_can_take_it_in_if_they_may_report(made, raw, tmp_path):
    assert store.load_header(made.folder).sealed["dialogues"]
    beto = keys.unlock(made.header, "beto", OTHER)
    told = json.loads(raw)
    mine = endorsing._seal(
        beto.private,
        made.header.inboxes["dialogues"],
        made.header.workspace,
        "dialogues",
        told["key"],
    )
    assert mine in told["seals"]
    ana = made.user
    made.user = User("beto", "caseworker")
    try:
        with pytest.raises(NotAllowed):
            quarters.take_in(made, raw)
    finally:
        made.user = ana


def test_survival_counts_an_agreement_that_runs_only_as_long_as_it_has_run(made):
    today = date(2026, 4, 10)
    with made.work("dialogues", write=True) as work:
        process = service.begin(work, {"title": "Otro", "objective": "Paso."})
        for days, lasted in ((200, 40), (200, None), (60, None), (50, 20)):
            since = today - timedelta(days)
            until = since + timedelta(lasted) if lasted else None
            records.create(
                work,
                Agreement,
                {"process": process.id, "title": "B", "since": since, "until": until},
            )
        shares = {one.days: one for one in figures_service.survival(work, today)}
        work.session.rollback()
        work.touched.clear()
    # eight agreements: one of eight ends at 20 days, then one of seven at 40
    assert shares[30].share == pytest.approx(7 / 8)
    assert shares[90].share == pytest.approx(7 / 8 * 6 / 7)
    assert 365 not in shares
