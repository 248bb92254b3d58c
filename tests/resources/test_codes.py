# SPDX-License-Identifier: GPL-3.0-or-later
"""The shipped code lists: readable, complete, decently worded."""

import csv
import re
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "resources" / "codes"
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))
COLUMNS = ["code", "en", "es", "pt_BR", "order", "retired"]
FOUR = ["other", "unknown", "declined", "not_asked"]
OWN_COLUMNS = {
    "border_status": ["colour", "line"],
    "incident_type": ["iccs", "acled", "mrm"],
    "measure": ["indicator"],
    "risk_factor": ["domain"],
}
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
OTHER_CODES = {
    "age_band": re.compile(r"\d+-\d+|60\+"),
    "employer_sector": re.compile(r"[A-U]"),
    "info_credibility": re.compile(r"[1-6]"),
    "source_reliability": re.compile(r"[A-F]"),
    "wgss_answer": re.compile(r"[1-4]"),
    "wgss_domain": re.compile(r"[A-Z]{3,4}"),
}
WITHOUT_FOUR = [
    "access_level", "border_status", "breach_response", "breach_severity", "case_status",
    "consent_status", "demand_decision", "demand_urgency", "dialogue_stage", "monitoring_result", "placement_status",
    "retention_checkpoint", "verification", "wgss_answer", "wgss_domain",
]  # fmt: skip
FORBIDDEN = re.compile(
    r"\b(retenid[oa]s?|retid[oa]s?|menor(es)?|delin[cq]uentes?|bandid[oa]s?"
    r"|indocumentad[oa]s?|autodefensas?|(disque-)?denúncias?|ex-?convict[oa]s?"
    r"|ex-?criminal(es)?|ex-?criminosos?|ofensor(es)?|beneficiári[oa]s?|beneficiari[oa]s?)\b",
    re.IGNORECASE,
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def test_the_lists_of_the_first_release_are_there() -> None:
    assert len(NAMES) >= 80
    assert {"participant_group", "incident_type", "age_band", "ethnicity_br", "yes_no"} <= set(
        NAMES
    )


@pytest.mark.parametrize("name", NAMES)
def test_file_is_plain_utf8_with_the_agreed_columns(name: str) -> None:
    raw = (FOLDER / f"{name}.csv").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    assert not raw.startswith(b"\xef\xbb\xbf")
    header = raw.decode("utf-8").splitlines()[0].split(",")
    assert header == COLUMNS + OWN_COLUMNS.get(name, [])


@pytest.mark.parametrize("name", NAMES)
def test_codes_are_unique_ascii_and_in_order(name: str) -> None:
    listed = rows(name)
    codes = [row["code"] for row in listed]
    assert len(codes) >= 2
    assert len(set(codes)) == len(codes)
    special = OTHER_CODES.get(name)
    for code in codes:
        assert code.isascii()
        assert SNAKE.fullmatch(code) or (special and special.fullmatch(code)), code
    assert [row["order"] for row in listed] == [str(n) for n in range(1, len(listed) + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_present_distinct_and_trimmed(name: str) -> None:
    listed = rows(name)
    for language in ("en", "es", "pt_BR"):
        labels = [row[language] for row in listed]
        assert all(label and label == label.strip() for label in labels)
        assert len(set(labels)) == len(labels), language
        assert not any(mark in label for label in labels for mark in "|=;")


@pytest.mark.parametrize("name", NAMES)
def test_no_word_that_harms(name: str) -> None:
    for row in rows(name):
        for language in ("es", "pt_BR"):
            assert not FORBIDDEN.search(row[language]), row


@pytest.mark.parametrize("name", NAMES)
def test_retired_is_empty_or_one(name: str) -> None:
    for row in rows(name):
        assert row["retired"] in ("", "1")


@pytest.mark.parametrize("name", NAMES)
def test_the_four_answers_read_the_same_everywhere(name: str) -> None:
    reference = {row["code"]: row for row in rows("need") if row["code"] in FOUR}
    assert list(reference) == FOUR
    if name == "referral_status":  # there "declined" is a state: the partner said no
        return
    for row in rows(name):
        if row["code"] in reference:
            assert row["es"] == reference[row["code"]]["es"]
            assert row["pt_BR"] == reference[row["code"]]["pt_BR"]
            assert row["en"] == reference[row["code"]]["en"]


@pytest.mark.parametrize("name", WITHOUT_FOUR)
def test_states_the_program_drives_have_no_unknown(name: str) -> None:
    codes = {row["code"] for row in rows(name)}
    assert not codes & {"other", "unknown", "not_asked"}
    assert "declined" not in codes or name == "referral_status"


def test_incident_types_keep_their_mappings() -> None:
    mapped = [row for row in rows("incident_type") if row["code"] not in FOUR]
    assert len(mapped) == 39
    assert all(row["iccs"] and row["acled"] for row in mapped)
    assert {row["code"] for row in mapped if row["iccs"].startswith("0101")} >= {
        "homicide",
        "femicide",
        "multiple_homicide",
    }


def test_borders_differ_by_line_as_well_as_colour() -> None:
    listed = rows("border_status")
    assert len({row["line"] for row in listed}) == len(listed)
    for row in listed:
        assert re.fullmatch(r"#[0-9A-F]{6}", row["colour"]) or row["code"] == "dissolved"


def test_every_risk_factor_has_a_domain() -> None:
    domains = {"individual", "family", "peer", "school_work", "community"}
    for row in rows("risk_factor"):
        assert (row["domain"] in domains) != (row["code"] in FOUR)


def test_group_codes_never_enter_the_author_category() -> None:
    known = next(row for row in rows("alleged_author") if row["code"] == "known_group")
    assert "no name or code" in known["en"]
    assert "sin nombre ni código" in known["es"]
    assert "sem nome nem código" in known["pt_BR"]
