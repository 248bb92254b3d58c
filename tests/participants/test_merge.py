# SPDX-License-Identifier: GPL-3.0-or-later
"""Two files of one person: linked, merged with all that hangs on them, and exactly two again."""

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop import slices
from desktop.consents.model import Consent
from desktop.contacts.model import Contact
from desktop.core import history, records
from desktop.core.tables import models_of, table_of
from desktop.participants import merge_service, service
from desktop.participants.handover_model import Handover
from desktop.participants.model import Participant
from desktop.placements.model import Placement
from desktop.plans.model import Need
from tests.rooms import register

HANGS = (
    (Contact, {"kind": "visit_home", "note": "x"}),
    (Need, {"need": "job", "state": "unmet"}),
    (Consent, {"purpose": "participation", "state": "given"}),
    (Placement, {"type": "formal_job"}),
    (Handover, {"giver": "ana", "receiver": "sol", "reason": "turno"}),
)


def everything(work):
    """Every answer of every record of the store, as far as a merge may touch it."""
    work.session.expire_all()
    return {
        (str(model.__tablename__), record.id): (
            records.values_of(record),
            record.deleted_at is None,
        )
        for model in models_of("cases")
        if str(model.__tablename__) != "merge"
        for record in work.session.execute(sa.select(model)).scalars()
    }


def hang(work, person, number):
    model, values = HANGS[number]
    return records.create(work, model, {**values, "participant": person.id})


def of(work, model, person):
    column = table_of(model).c
    query = sa.select(sa.func.count()).where(column.participant == person.id)
    return work.session.execute(query).scalar_one()


def test_all_that_hangs_on_a_file_goes_along_and_the_empty_one_leaves_the_lists(work):
    kept = register(work, given_names="Rosa")
    gone = register(work, given_names="Rosita", document_number="123456", never_call=True)
    for number in range(len(HANGS)):
        hang(work, gone, number)
    hang(work, kept, 0)
    merge_service.merge(work, kept.id, gone.id)
    assert [of(work, model, gone) for model, _values in HANGS] == [0] * 5
    assert [of(work, model, kept) for model, _values in HANGS] == [2, 1, 1, 1, 1]
    assert (kept.given_names, kept.document_number, kept.never_call) == ("Rosa", "123456", True)
    assert service.find(work, "rosita") == [(kept.id, kept.code)]  # a short form of her name
    assert service.find(work, "123456") == [(kept.id, kept.code)]
    assert len(slices.timeline(work, kept.id)) >= 3
    assert "document_number" in {one.field for one in history.entries(work, kept.id)}


answers = st.fixed_dictionaries(
    {},
    optional={
        "given_names": st.sampled_from(["Rosa", "Yésica"]),
        "family_names": st.just("Mina"),
        "known_as": st.just("La Flaca"),
        "document_number": st.sampled_from(["1", "12345"]),
        "dependants": st.integers(0, 3),
        "never_call": st.booleans(),
        "groups": st.sampled_from([[], ["displaced"], ["migrant", "displaced"]]),
        "note": st.just("algo"),
    },
)
hanging = st.lists(st.integers(0, len(HANGS) - 1), max_size=6)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(answers, answers, hanging, hanging, st.booleans())
def test_undone_both_are_exactly_what_they_were(work, one, other, on_one, on_other, linked):
    kept, gone = register(work, **one), register(work, **other)
    for person, numbers in ((kept, on_one), (gone, on_other)):
        for number in numbers:
            hang(work, person, number)
    if linked:
        merge_service.say(work, kept.id, gone.id, "perhaps")
    before = everything(work)
    merge = merge_service.merge(work, kept.id, gone.id)
    assert sum(of(work, model, gone) for model, _values in HANGS) == 0
    assert merge_service.undo(work, merge.id) == 0
    assert everything(work) == before


def test_what_somebody_changed_since_stays(work):
    kept, gone = register(work), register(work, known_as="La Flaca")
    merge = merge_service.merge(work, kept.id, gone.id)
    records.amend(work, kept, {"known_as": "Flaca"})
    assert merge_service.undo(work, merge.id) == 1
    assert (kept.known_as, gone.known_as) == ("Flaca", "La Flaca")


def test_two_merges_come_back_one_by_one(work):
    kept, second, third = (register(work, note=str(n)) for n in range(3))
    hang(work, third, 0)
    before = everything(work)
    first = merge_service.merge(work, second.id, third.id)
    last = merge_service.merge(work, kept.id, second.id)
    assert of(work, Contact, kept) == 1
    merge_service.undo(work, last.id)
    merge_service.undo(work, first.id)
    assert everything(work) == before


def test_a_link_comes_first_and_two_people_stay_two(work):
    one = register(work, given_names="Rosa", family_names="Mina", born="1998")
    other = register(work, given_names="Rosa", family_names="Mina", born="1998")
    [pair] = merge_service.proposed(work, one.id)
    assert (pair.code, bool(pair.reasons)) == (other.code, True)
    merge_service.say(work, one.id, other.id, "perhaps")
    assert [p.verdict for p in merge_service.said(work, other.id)] == ["perhaps"]
    merge_service.say(work, other.id, one.id, "different")
    assert [p.verdict for p in merge_service.said(work, one.id)] == ["different"]
    assert merge_service.proposed(work, one.id) == []


def test_erasing_a_person_erases_the_file_that_went_in(work):
    kept, gone = register(work), register(work, known_as="La Flaca")
    both = {kept.id, gone.id}
    merge_service.merge(work, kept.id, gone.id)
    slices.erase(work, kept.id)
    left = work.session.execute(sa.select(table_of(Participant).c.id)).scalars().all()
    assert not both & set(left)


def test_papers_are_copied_and_go_again(workspace):
    from desktop.core.papers import attachments
    from tests.core.papers.files import png

    with workspace.work(write=True) as work:
        kept, gone = register(work).id, register(work).id
    attachments.attach(workspace, "cases", gone, "acta.png", png())
    merge = merge_service.merge_files(workspace, kept, gone)
    with workspace.work() as work:
        [paper] = attachments.listed(work, kept)
    assert attachments.read(workspace, "cases", paper.id)
    with workspace.work(write=True) as work:
        merge_service.undo(work, merge)
    with workspace.work() as work:
        assert attachments.listed(work, kept) == []
        [paper] = attachments.listed(work, gone)
    assert attachments.read(workspace, "cases", paper.id)
