# SPDX-License-Identifier: GPL-3.0-or-later
"""The figures of a month group by group, made by the services, read as data and from the paper."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest

from desktop import slices
from desktop.activities.model import Activity
from desktop.assessments import service as assessments
from desktop.cards import service as cards
from desktop.cards.complaint_model import Complaint
from desktop.consents import service as consents
from desktop.contacts import service as contacts
from desktop.core import clock, i18n, instruments, records
from desktop.core.document import Table, Text
from desktop.enrolments.model import Enrolment
from desktop.exports import indicators
from desktop.measures import cases, livelihoods, tables, workers
from desktop.measures.measure import parted
from desktop.measures.ways import ways
from desktop.organisation.model import Programme
from desktop.participants.model import Participant
from desktop.placements import service as placements
from desktop.places.model import Place
from desktop.referrals.model import Provider, Referral, ServiceGiven
from desktop.reports import facts, monthly, pdf, period
from tests.workspaces import person

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NOVEMBER = period.parse("2026-11")


@pytest.fixture
def work(workspace):
    with clock.at(NOON), workspace.work(write=True) as held:
        yield held


def register(work, **more):
    return records.create(work, Participant, person(**more)).id


def asked(work, span=NOVEMBER, threshold=5, edition="donor"):
    return facts.read(work, span, edition, threshold, "").asked


def measure(work, code, **more):
    [found] = [one for one in tables.everything(asked(work, **more)) if one.code == code]
    return found


def met(work, who, day, **more):
    contacts.note(work, {"participant": who, "kind": "visit_home", "happened_on": day, **more})


def difficult(work, who, points):
    """Ask the Washington Group set with the wording of the organisation."""
    set_ = instruments.shipped_one("wgss")
    with i18n.speaking("en"):
        held = assessments.begin(work, who, "wgss")
        answers = {one.code: "1" for one in set_.questions}
        assessments.complete(work, held.id, {**answers, "WALK": points})


def town(work, name):
    above = records.create(work, Place, {"level": "municipality", "name": name}).id
    return records.create(work, Place, {"level": "sector", "name": f"{name} 1", "parent": above}).id


def crowd(work):
    """Two towns of fourteen, all active; in each half are asked about and half of these have it."""
    for name in ("Puerto Azul", "Loma Verde"):
        sector = town(work, name)
        for n in range(14):
            who = register(work, sex="female" if n % 2 else "male", sector=sector)
            met(work, who, date(2026, 11, 5))
            if n < 12:
                difficult(work, who, "3" if n < 6 else "2")


def by_title(work, language="en", edition="donor"):
    made = monthly.build(work, NOVEMBER, edition=edition, language=language, is_demo=False)
    return made, {
        one.title: one for s in made.sections for one in s.blocks if isinstance(one, Table)
    }


def test_active_people_are_split_by_town_and_by_daily_activities(work):
    crowd(work)
    _made, found = by_title(work)
    area, hard = found["Municipality"], found["Daily activities (WG-SS)"]
    assert area.header == ["Indicator", "All", "Loma Verde", "Puerto Azul"]
    assert ["Active participants", "28", "14", "14"] in area.rows
    assert ["Women among active", "14/28 50%", "7/14 50%", "7/14 50%"] in area.rows
    assert hard.header[2:] == ["With much difficulty", "Without much difficulty", "Not asked"]
    # four not asked are few, so that they hide the smallest group beside them
    [active] = [row for row in hard.rows if row[0] == "Active participants"]
    assert sorted(active[2:]) == sorted(["12", "–", "–"])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("es", ["Las mismas cifras, grupo por grupo", "Con mucha dificultad", "Loma Verde"]),
        ("pt_BR", ["Os mesmos números, grupo a grupo", "Com muita dificuldade", "Loma Verde"]),
    ],
)
def test_the_groups_stand_on_the_paper_in_its_language(work, language, words):
    crowd(work)
    made, _found = by_title(work, language)
    out = BytesIO()
    pdf.draw(made, out)
    with pypdfium2.PdfDocument(out.getvalue()) as read:
        text = " ".join(" ".join(p.get_textpage().get_text_bounded() for p in read).split())
    assert [one for one in words if one not in text] == []
    assert "Women among" not in text


def test_nobody_is_counted_twice_in_a_period(work):
    who = register(work, registered_on=date(2026, 11, 2))
    lines = [
        records.create(work, Programme, {"sign": sign, "title": sign}).id for sign in ("A", "B")
    ]
    for line in lines:
        wait = {"participant": who, "line": line, "state": "waiting", "asked_on": "2026-11-03"}
        records.create(work, Enrolment, wait)
    for day in (4, 9, 16):
        met(work, who, date(2026, 11, day))
        given = {"participant": who, "service": "counselling", "given_on": date(2026, 11, day)}
        records.create(work, ServiceGiven, given)
        starts = {"participant": who, "type": "formal_job", "starts_on": date(2026, 11, day)}
        placements.place(work, starts)
    for code in ("new", "active", "waiting", "placed_new", "served"):
        assert (measure(work, code).of, measure(work, code).whole) == (1, 1), code


def test_the_load_of_each_worker_is_for_the_team_only(work):
    for _n in range(3):
        who = register(work, registered_on=date(2026, 11, 2))
        met(work, who, date(2026, 11, 4), next_on=date(2026, 11, 10))
    met(work, who, date(2026, 11, 11))
    [load] = workers.by_worker(asked(work))
    assert (load.worker, load.active, load.assessed, load.kept) == ("ana", 3, (0, 3), (1, 3))
    team, found = by_title(work, edition="team")
    assert found["Who accompanies whom"].rows == [["ana", "3", "0/3", "1/3"]]
    assert "Who accompanies whom" not in by_title(work)[1]
    words = [one.body for s in team.sections for one in s.blocks if isinstance(one, Text)]
    assert not [one for one in words if "each worker" in one]  # nobody to share with
    [other] = [one.id for one in asked(work).people if one.id != who][:1]
    records.get(work, Participant, other).worker = "bea"
    work.session.flush()
    team, _found = by_title(work, edition="donor")
    words = [one.body for s in team.sections for one in s.blocks if isinstance(one, Text)]
    assert "Active participants for each worker: 1.5; median 2, of 2 workers." in words


def test_the_days_to_a_service_run_from_consent_and_from_the_referral(work):
    provider = records.create(work, Provider, {"title": "Casa", "kind": "health"}).id
    for n in range(6):
        who = register(work)
        if n:
            consents.answer(work, who, "data_storage", "given", on=date(2026, 9, 1), witness="T1")
        sent = {"participant": who, "service": "counselling", "provider": provider}
        sent |= {"made_on": date(2026, 9, 11), "sent_on": date(2026, 9, 11)}
        done = {"status": "completed", "done_on": date(2026, 9, 21), "result": "ok"}
        records.create(work, Referral, {**sent, **done})
    _made, found = by_title(work)
    assert found["Referrals"].rows[-1][1:] == ["6", "6", "–", "10", "20"]


def test_an_erased_person_stays_in_the_groups_of_past_months(work):
    crowd(work)
    who = register(work, registered_on=date(2026, 11, 2), sector=town(work, "Tercera"))
    met(work, who, date(2026, 11, 4))
    before = counts(work)
    with clock.later(timedelta(days=40)):
        slices.erase(work, who)
        assert counts(work) == before


def test_an_erased_person_was_in_danger_and_less_so_half_a_year_later(work):
    who = register(work, registered_on=date(2026, 3, 1))
    met(work, who, date(2026, 11, 4))
    for day, level in ((date(2026, 3, 30), "high"), (date(2026, 10, 2), "low")):
        with clock.at(datetime(day.year, day.month, day.day, 12, tzinfo=UTC)):
            held = assessments.begin(work, who, "tally")
            answers = {"threats": ["threatened"], "level": level, "reason": "algo", "done_on": day}
            assessments.complete(work, held.id, answers)
    difficult(work, who, "3")
    before = counts(work)
    assert (measure(work, "danger_fell").of, measure(work, "danger").whole) == (1, 1)
    assert ("danger_fell", "difficulty", 1, 1, {"yes": (1, 1)}) in before
    with clock.later(timedelta(days=40)):
        slices.erase(work, who)
        assert counts(work) == before


def counts(work):
    read = asked(work)
    held = tables.everything(read)
    return [
        (one.code, way.name, one.of, one.whole, shown(parted(one, way.group, 1)))
        for one in held
        for way in ways(read)
    ]


def shown(cells):
    return {name: (one.of, one.whole) for name, one in (cells or {}).items() if one}


def test_ethnic_belonging_is_told_once_a_year_and_never_in_the_dataset(work):
    for n in range(24):
        said = ("mestizo", "afro", None, "declined")[n % 4]
        met(work, register(work, ethnicity=said), date(2026, 11, 4))
    assert "ethnicity" not in [way.name for way in ways(asked(work))]
    read = asked(work, period.parse("2026"))
    [way] = [one for one in ways(read) if one.name == "ethnicity"]
    [active] = [one for one in tables.everything(read) if one.code == "active"]
    cells = {name: one.of for name, one in parted(active, way.group, 5).items() if one}
    assert cells == {"mestizo": 6, "afro": 6, "": 12}
    everybody = frozenset(one.id for one in read.people)
    sheets = indicators.sheets(indicators.read(work, NOON.date(), everybody, {}, {}), 5)
    assert "indicators_by_ethnicity" not in [one.name for one in sheets]


def test_the_dataset_counts_only_who_agreed_and_hides_few(work):
    sectors = [town(work, "Puerto Azul"), town(work, "Loma Verde")]
    people = []
    for n in range(30):
        who = register(work, sex="female" if n < 14 else "male", sector=sectors[n % 2])
        met(work, who, date(2026, 10, 5))
        people.append(who)
    agreed = frozenset(people[:28])
    unit = {sectors[0]: "Puerto Azul", sectors[1]: "Loma Verde"}
    read = indicators.read(work, NOON.date(), agreed, unit, {})
    found = {one.name: one for one in indicators.sheets(read, 5)}
    whole = {row[0]: row[1:] for row in found["indicators"].rows}
    assert whole["active"] == ("28", "", "0")
    assert whole["women"] == ("14", "28", "0")
    assert ("women", "Loma Verde", "7", "14") in found["indicators_by_place"].rows
    # what few people have is in no table at all
    hidden = {one.name: one for one in indicators.sheets(read, 15)}
    assert "women" not in {row[0] for row in hidden["indicators"].rows}


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (date(2026, 11, 20), date(2025, 11, 1), date(2026, 10, 31)),
        (date(2026, 1, 3), date(2025, 1, 1), date(2025, 12, 31)),
        (date(2024, 3, 1), date(2023, 3, 1), date(2024, 2, 29)),
    ],
)
def test_a_dataset_tells_of_twelve_whole_months(day, first, last):
    assert indicators.span(day) == (first, last)


def test_a_plan_is_in_time_only_of_those_assessed_in_the_month_before(work):
    assert cases.planned_in_time(asked(work), {"a": date(2026, 10, 5)}, {}).units == ()
    who = register(work)
    begun = {who: date(2026, 10, 5)}
    late = cases.planned_in_time(asked(work), begun, {who: [date(2026, 11, 5)]})
    good = cases.planned_in_time(asked(work), begun, {who: [date(2026, 11, 4)]})
    assert (late.of, late.whole, good.of, good.whole) == (0, 1, 1, 1)


def test_courses_are_told_one_by_one(work):
    assert livelihoods.by_course(asked(work)) == {}


def test_the_dataset_tells_what_is_of_nobody_and_hides_what_is_small(work):
    for n in range(12):
        result = "resolved" if n < 6 else "failed"
        held = {"held_on": date(2026, 10, 5), "type": "mediation", "title": "Acuerdo"}
        records.create(work, Activity, {**held, "dispute": "family", "result": result})
    wave = cards.begin(work, {"questions": "safety", "collected_on": date(2026, 10, 5)}).id
    for n in range(13):
        cards.add(work, wave, {"night": ("very_safe", "very_unsafe")[n % 2]} if n < 12 else {})
    for n in range(7):
        told = {"received_on": date(2026, 8, 3), "type": "service"}
        records.create(work, Complaint, {**told, "closed_on": date(2026, 8, 9 + n)})
    read = indicators.read(work, NOON.date(), frozenset(), {}, {})
    rows = {row[0]: row[1:] for row in indicators.sheets(read, 5)[0].rows}
    assert rows["activities"] == ("12", "", "0")
    assert rows["mediated"] == ("6", "12", "0")
    assert rows["safe_at_night"] == ("6", "12", "*")
    assert rows["complaints_in_time"] == ("7", "7", "0")
    few = {row[0] for row in indicators.sheets(read, 7)[0].rows}
    assert "mediated" not in few
    assert {"activities", "complaints_in_time"} <= few
