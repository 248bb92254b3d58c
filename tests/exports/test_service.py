# SPDX-License-Identifier: GPL-3.0-or-later
"""The dataset on real encrypted workspaces, judged by its written files."""

import hashlib
import re
from collections import Counter, defaultdict
from itertools import pairwise

import pandas as pd
import pytest
from pycanon.anonymity import k_anonymity
from sqlmodel import select

from desktop.consents import service as consents
from desktop.consents.export import countable
from desktop.core import clock, journal, listing, records
from desktop.core.errors import NotAllowed, UserError
from desktop.core.tables import models_of, table_of
from desktop.core.work import User
from desktop.exports import service
from desktop.exports.bundle import FolderNotEmpty
from desktop.exports.indicators import NAME
from desktop.exports.sheets import pseudonym
from desktop.exports.verdict import Mark
from desktop.participants.model import Participant
from desktop.releases.model import Release
from tests.exports.conftest import SECRET, contents, descriptor, table


def quasi_of(folder, name):
    """The columns of a table whose hiding the figures were made for: all but sensitive and key."""
    sensitive = {
        "How the person came to us", "School at present", "Status", "Contract and social security",
        "Pay", "Why it ended", "Person",
    }  # fmt: skip
    return [one for one in table(folder, name)[0] if one not in sensitive]


@pytest.mark.parametrize(("recipient", "k"), [("public", 11), ("partner", 5)])
def test_k_people_stand_behind_every_row(released, recipient, k):
    out = released[recipient].folder
    verdict = released[recipient].verdict
    rows = table(out, "participants")
    quasi = quasi_of(out, "participants")
    assert {"Age", "Sex", "Place"} <= set(quasi)
    assert len(rows) == verdict.released
    assert 0.95 * verdict.people <= verdict.released <= verdict.people
    assert k_anonymity(pd.DataFrame(rows)[quasi], quasi) >= k


def test_the_public_gets_placements_without_a_key(released):
    out = released["public"].folder
    rows = table(out, "placements")
    assert "Person" not in rows[0]
    assert "Person" not in table(out, "participants")[0]
    quasi = quasi_of(out, "placements")
    assert "Type of placement" in quasi
    assert k_anonymity(pd.DataFrame(rows)[quasi], quasi) >= 11


def test_a_partner_finds_k_people_behind_every_whole_history(released):
    out = released["partner"].folder
    people = {row["Person"]: row for row in table(out, "participants")}
    placements = table(out, "placements")
    assert len(placements) > 100
    assert {row["Person"] for row in placements} <= set(people)
    quasi = quasi_of(out, "participants")
    told = quasi_of(out, "placements")
    history = defaultdict(list)
    for row in placements:
        history[row["Person"]].append(tuple(row[name] for name in told))
    whole = Counter(
        (tuple(row[name] for name in quasi), tuple(sorted(history[person])))
        for person, row in people.items()
    )
    assert min(whole.values()) >= 5


def test_a_partner_gets_two_answers_or_none_in_every_group(released):
    out = released["partner"].folder
    people = {row["Person"]: row for row in table(out, "participants")}
    quasi = quasi_of(out, "participants")
    came = defaultdict(set)
    placed = defaultdict(list)
    for row in table(out, "placements"):
        placed[row["Person"]].append(row["Type of placement"])
    for person, row in people.items():
        group = (*(row[name] for name in quasi), tuple(sorted(placed[person])))
        came[group].add(row["How the person came to us"])
    for answers in came.values():
        assert answers == {"*"} or len(answers) >= 2


@pytest.mark.parametrize("recipient", ["public", "partner", "internal", "donor"])
def test_nothing_written_names_anybody(released, large, recipient):
    out = released[recipient].folder
    written = b"\n".join(contents(out).values()).decode("utf-8").casefold()
    cells = set(re.split(r'[",\r\n<>]+', written))
    checked = 0
    with large.work() as work:
        for model in models_of("cases"):
            columns = table_of(model).c
            for row in work.session.execute(select(columns.id, columns.code)):
                checked += 1
                assert row.id not in written
                assert row.code.casefold() not in written
        for person in work.session.execute(select(Participant)).scalars():
            for number in (person.safe_contact_number, person.document_number, person.known_as):
                assert number is None or number.casefold() not in written
            assert f"{person.given_names} {person.family_names}".casefold() not in written
            for name in (person.given_names, person.family_names, person.note, person.born):
                assert name is None or name.casefold() not in cells
    assert checked > 3_000


@pytest.mark.parametrize("recipient", ["public", "partner", "internal"])
def test_sixty_people_are_too_few_for_rows(few, tmp_path, recipient):
    with pytest.raises(service.MustNotLeave, match="Nothing was written") as refused:
        service.write(few, recipient, tmp_path / "out", language="en")
    assert refused.value.verdict.mark is Mark.STOP
    assert refused.value.verdict.tables_offered
    assert list(tmp_path.iterdir()) == [few.folder]
    with few.work() as work:
        assert listing.count(work, Release) == 0


def test_tables_are_written_where_rows_may_not_leave(few, tmp_path):
    verdict = service.write_what_may_leave(few, "public", tmp_path / "out", "en")
    assert verdict.tables_only
    assert verdict.recipient == "donor"
    assert not (tmp_path / "out" / "data").exists()
    assert len(verdict.files) > 3
    for path in verdict.files:
        for row in table(tmp_path / "out", path.split("/")[1][:-4]):
            values = [row["Count"], row["Of"]] if NAME in path else [list(row.values())[-1]]
            assert all(one in ("*", "", "0") or int(one) >= 11 for one in values)


def test_a_hidden_number_is_not_the_only_one_beside_its_total(released):
    out = released["donor"].folder
    verdict = released["donor"].verdict
    hidden = 0
    for path in verdict.files:
        rows = table(out, path.split("/")[1][:-4])
        if NAME in path:  # each indicator is a table of its own, its total in another file
            assert 1 not in Counter(r["Indicator"] for r in rows if r["Count"] == "*").values()
            continue
        if "_and_" in path:
            continue
        stars = sum(list(row.values())[-1] == "*" for row in rows)
        shown = sum(
            int(list(row.values())[-1]) for row in rows[:-1] if list(row.values())[-1] != "*"
        )
        total = int(list(rows[-1].values())[-1])
        assert stars != 1
        assert total - shown == 0 or total - shown >= 11
        hidden += stars
    assert hidden > 0


def test_who_withdraws_is_in_no_table(large, tmp_path):
    service.write(large, "partner", tmp_path / "before", language="en", secret=SECRET)
    names = [row["Person"] for row in table(tmp_path / "before", "participants")]
    with large.work() as work:
        everybody = [one.id for one in work.session.execute(select(Participant)).scalars()]
    by_name = {pseudonym(SECRET, "person", one): one for one in everybody}
    assert set(names) <= set(by_name)
    first, second, third = names[:3]
    with large.work(write=True) as work:
        for name in (first, *names[4:8]):
            consents.answer(work, by_name[name], "anonymous_stats", "withdrawn")
        consents.answer(work, by_name[second], "data_storage", "withdrawn")
        records.remove(work, records.get(work, Participant, by_name[third]))
    service.write(large, "partner", tmp_path / "after", language="en", secret=SECRET)
    left = contents(tmp_path / "after")
    for gone in (*names[:3], *names[4:8]):
        assert all(gone.encode() not in content for content in left.values())
    assert names[3].encode() in left["data/participants.csv"]


def test_an_agreement_that_ran_out_counts_no_more(large):
    with large.work(write=True) as work:
        agreed, total = service.people(large)
        person = min(countable(work, clock.today()))
        answer = consents.latest(work, person)["anonymous_stats"]
        records.amend(work, answer, {"given_on": "2025-01-10", "until": "2026-01-10"})
    assert service.people(large) == (agreed - 1, total)


def test_two_releases_cannot_be_put_side_by_side(large, tmp_path):
    for name in ("one", "two"):
        service.write(large, "partner", tmp_path / name, language="en")
    one, two = (
        {row["Person"] for row in table(tmp_path / name, "participants")} for name in ("one", "two")
    )
    assert len(one) == len(two) > 300
    assert not one & two


def test_the_order_of_rows_tells_nothing_of_the_store(large, tmp_path):
    service.write(large, "partner", tmp_path / "out", language="en", secret=SECRET)
    with large.work() as work:
        order = [
            pseudonym(SECRET, "person", one.id)
            for one in work.session.execute(select(Participant).order_by("row")).scalars()
        ]
    places = [order.index(row["Person"]) for row in table(tmp_path / "out", "participants")]
    rising = sum(a < b for a, b in pairwise(places))
    assert 0.4 < rising / len(places) < 0.6


@pytest.mark.parametrize("recipient", ["public", "partner", "donor"])
def test_the_same_secret_gives_the_same_bytes(large, tmp_path, recipient):
    for name in ("one", "two"):
        service.write(large, recipient, tmp_path / name, language="pt_BR", secret=SECRET)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_the_preview_promises_what_is_written(large, tmp_path):
    seen = service.preview(large, "partner", language="en")
    written = service.write(large, "partner", tmp_path / "out", language="en")
    assert seen == written
    assert set(written.files) <= set(contents(tmp_path / "out"))


def test_the_verdict_is_in_one_language_wherever_it_is_read(large, few):
    verdict = service.preview(large, "partner", language="es")
    assert "personas de" in verdict.why[0]
    assert verdict.sentence.startswith("Solo para")
    assert service.preview(large, "internal", language="en").sentence == (
        "Only inside the organisation"
    )
    assert service.preview(few, "public", language="pt_BR").sentence == "Não deve sair"


def test_a_folder_that_holds_something_is_left_alone(large, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(FolderNotEmpty):
        service.write(large, "public", out, language="en")
    assert contents(out) == {"mine.txt": b"mine"}
    service.write(large, "public", out, language="en", force=True)
    assert contents(out)["mine.txt"] == b"mine"
    assert "datapackage.json" in contents(out)


def test_only_those_who_may_export(large, tmp_path):
    large.user = User(large.user.name, "caseworker")
    with pytest.raises(NotAllowed):
        service.preview(large, "public")
    with pytest.raises(NotAllowed):
        service.write(large, "public", tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("recipient", "dataset"), [("everybody", "all"), ("public", "names")])
def test_an_unknown_recipient_or_dataset_is_named(large, recipient, dataset):
    with pytest.raises(UserError, match="There is no"):
        service.preview(large, recipient, dataset)


def test_the_ledger_knows_what_left(large, tmp_path):
    verdict = service.write(large, "partner", tmp_path / "out", language="en")
    sums = (tmp_path / "out" / "SHA256SUMS").read_bytes()
    with large.work() as work:
        (entry,) = work.session.execute(select(Release)).scalars()
        last = journal.entries(work, limit=1)[0]
    assert (entry.kind, entry.recipient, entry.period) == ("dataset", "partner", "2026-11-21")
    assert entry.sha256 == hashlib.sha256(sums).hexdigest()
    assert len(entry.scheme["people"]) == verdict.people
    assert last.action == "export"


def test_the_checksums_are_those_of_the_files(released):
    out = released["public"].folder
    held = contents(out)
    lines = held.pop("SHA256SUMS").decode("ascii").splitlines()
    assert {line[66:]: line[:64] for line in lines} == {
        name: hashlib.sha256(content).hexdigest() for name, content in held.items()
    }


def test_the_descriptor_fits_the_files(released):
    out = released["partner"].folder
    told = descriptor(out)
    assert told["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    held = contents(out)
    for resource in told["resources"]:
        content = held[resource["path"]]
        assert resource["type"] == "table"
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        rows = table(out, resource["name"])
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == list(rows[0])
        for field in schema["fields"]:
            known = {one["value"] for one in field.get("categories", [])}
            values = {row[field["name"]] for row in rows} - set(schema["missingValues"])
            assert not known or values == known
    people, placements, *_rest = told["resources"]
    assert people["schema"]["primaryKey"] == ["Person"]
    assert placements["schema"]["foreignKeys"] == [
        {"fields": ["Person"], "reference": {"resource": "participants", "fields": ["Person"]}}
    ]


def test_headers_and_codebook_speak_the_language(large, tmp_path):
    service.write(large, "public", tmp_path / "es", language="es")
    service.write(large, "public", tmp_path / "pt", language="pt_BR")
    assert "Sexo" in table(tmp_path / "es", "participants")[0]
    assert "Feminino" in (tmp_path / "pt" / "codebook.csv").read_text("utf-8")
    spoken = (tmp_path / "pt" / "codebook.html").read_text("utf-8")
    assert '<html lang="pt-BR">' in spoken
    one, other = (table(tmp_path / name, "participants") for name in ("es", "pt"))
    assert Counter(row["Sexo"] for row in one) == Counter(row["Sexo"] for row in other)


def test_no_moment_finer_than_the_day_is_written(released):
    out = released["internal"].folder
    for name, content in contents(out).items():
        assert not re.search(rb"(?<!\w)\d{1,2}:\d{2}|-\d\dT\d\d", content), name
    for row in (*table(out, "participants"), *table(out, "incidents")):
        assert re.fullmatch(r"(\d{4}(-\d\d|-Q\d)?)?", row.get("When", row.get("Registered on", "")))


def test_inside_the_organisation_single_incidents_may_be_read(released):
    out = released["internal"].folder
    rows = table(out, "incidents")
    assert len(rows) > 200
    assert set(rows[0]) == {
        "What happened", "When", "Place", "Time of day", "How we know", "Confirmed",
        "How many victims",
    }  # fmt: skip


def test_incidents_leave_as_counts(large, tmp_path):
    verdict = service.write(large, "public", tmp_path / "out", dataset="incidents", language="en")
    assert verdict.tables_only
    assert not (tmp_path / "out" / "data").exists()
    rows = table(tmp_path / "out", "incidents_by_occurred_on_and_type")
    assert rows[-1]["Incidents"].isdigit()
    for row in rows:
        assert row["Incidents"] == "*" or int(row["Incidents"]) >= 11


def test_a_workspace_without_consent_says_so(workspace, tmp_path):
    with pytest.raises(UserError, match="Nobody has agreed"):
        service.write(workspace, "donor", tmp_path / "out")
    assert not (tmp_path / "out").exists()
