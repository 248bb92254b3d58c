# SPDX-License-Identifier: GPL-3.0-or-later
"""What a caseworker asks, written by hand over the bare driver: the limit ours is held against.

The same rows are wanted back under the same conditions (not deleted, nobody's coded rows, no file
that is closed, stopped or paused), and the Python that puts them together is the least there is.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any

from desktop.core import clock, db, names
from desktop.participants.service import FOUND_BY

COLUMNS = (
    "row, code, programme, born, sex, sector, registered_on, status, "
    "education IS NULL OR work_status IS NULL OR living IS NULL OR referral_source IS NULL"
)
TOLD = (  # everything that is told on a timeline, one line for each register
    "SELECT given_on, purpose, state FROM consent",
    "SELECT happened_on, kind, note FROM contact",
    "SELECT since, met_on, need FROM need",
    "SELECT done_on, instrument, state FROM assessment",
    "SELECT agreed_on, version, id FROM case_plan",
    "SELECT decided_on, about, state FROM review",
    "SELECT starts_on, ended_on, type, exit_reason FROM placement",
    "SELECT month, share, state FROM stipend_line",
    "SELECT sent_on, done_on, service, status FROM referral",
    "SELECT given_on, service, quantity FROM service_given",
    "SELECT closed_on, reason, reopened_on FROM closure",
    "SELECT done_on, point, result FROM after_care",
    "SELECT approved_on, opened_on, closed_on FROM seed_plan",
    "SELECT issued_on, kind FROM certificate",
    "SELECT entered_on, asked_on, left_on, line FROM enrolment",
    "SELECT since, returned_on, mode FROM schooling",
    "SELECT happened_on, kind, ended, ended_on FROM loss",
    "SELECT created_at, threat FROM alert",
    "SELECT activity, mark FROM attendance",
    "SELECT done_on, timeline, step, words FROM step",
)
CHECKS = (
    "SELECT k.done_on, k.point, k.result FROM placement l JOIN checkpoint k ON k.placement = l.id "
    "WHERE l.participant = ? AND l.deleted_at IS NULL AND k.deleted_at IS NULL "
    "AND k.done_on IS NOT NULL"
)
REMINDED = (
    "p.deleted_at IS NULL AND p.status != 'closed' "
    "AND coalesce(p.closure_reason, '') NOT IN ('detained', 'disappeared') "
    "AND p.id NOT IN (SELECT participant FROM pause WHERE lifted_at IS NULL AND deleted_at IS NULL)"
)
EMPTY = (  # the registers that hold nothing here are asked all the same
    ("placement", "starts_on", "status IN ('agreed', 'proposed')"),
    ("consent", "until", "state = 'given'"),
    ("schooling", "return_on", "returned_on IS NULL"),
    ("schooling", "returned_on", "attends_after IS NULL"),
    ("flag", "due_on", "resolved_on IS NULL"),
    ("review", "decided_on", "state = 'returned'"),
    ("assessment", "again_on", "state = 'completed'"),
    ("case_plan", "review_on", "current = 1"),
    ("referral", "follow_on", "done_on IS NULL"),
    ("after_care", "due_on", "done_on IS NULL"),
    ("step", "due_on", "done_on IS NULL"),
    ("phone_copy", "brought_on", "gone_on IS NULL"),
)


def due(worker: str | None) -> list[str]:
    """Return the questions of one day: contacts promised, checks to ask, files to complete.

    With a worker they are about that worker's people alone.
    """
    mine = f"participant IN (SELECT id FROM participant WHERE worker = '{worker}')"
    of_mine = f"AND l.{mine} " if worker else ""
    own = f"AND worker = '{worker}' " if worker else ""
    return [
        "SELECT min(c.next_on), p.id, p.code FROM (SELECT participant, max(happened_on) AS day "
        f"FROM contact WHERE deleted_at IS NULL {f'AND {mine} ' if worker else ''}"
        "GROUP BY participant) l JOIN contact c "
        "ON c.participant = l.participant AND c.happened_on = l.day JOIN participant p "
        f"ON p.id = l.participant WHERE c.deleted_at IS NULL AND c.next_on <= ?1 AND {REMINDED} "
        "GROUP BY p.id ORDER BY 1 LIMIT 5000",
        "SELECT k.due_on, p.id, p.code, k.point FROM checkpoint k JOIN placement l "
        "ON l.id = k.placement JOIN participant p ON p.id = l.participant WHERE k.result IS NULL "
        "AND k.deleted_at IS NULL AND l.deleted_at IS NULL AND k.due_on <= date(?1, '+7 days') "
        f"AND l.status NOT IN ('completed', 'ended_early', 'never_started') {of_mine}"
        f"AND {REMINDED} ORDER BY k.due_on LIMIT 5000",
        "SELECT registered_on, id, code FROM participant p WHERE deleted_at IS NULL AND "
        "(education IS NULL OR work_status IS NULL OR living IS NULL OR referral_source IS NULL) "
        f"AND {REMINDED} {own}AND registered_on <= date(?1, '-14 days') "
        "ORDER BY registered_on LIMIT 5000",
        *(
            f"SELECT l.{day}, p.id, p.code FROM {register} l JOIN participant p "
            f"ON p.id = l.participant WHERE l.{day} <= ?1 AND l.{state} AND l.deleted_at IS NULL "
            f"{of_mine}AND {REMINDED} ORDER BY l.{day} LIMIT 5000"
            for register, day, state in EMPTY
        ),
    ]


class Bare:
    """One connection of the driver, with the memory the window's own has."""

    def __init__(self, place: db.Place, busy: str) -> None:
        self.connection: sqlite3.Connection = db.connect(place, cache_kib=db.WINDOW_CACHE_KIB)
        self.busy = busy

    def rows(self, sql: str, *values: object) -> list[Any]:
        """Return what one statement finds."""
        return self.connection.execute(sql, values).fetchall()

    def search(self, text: str) -> int:
        """The keys of all that match, in the list's order, and the first page of them."""
        words = names.expression(text, FOUND_BY)
        [(many,)] = self.rows(
            "SELECT count(*) > (SELECT max(row) FROM participant) / 20 FROM search_participant "
            "WHERE search_participant MATCH ?",
            words,
        )
        [(joined,)] = self.rows(
            "SELECT group_concat(row) FROM (SELECT row FROM participant WHERE deleted_at IS NULL "
            f"AND created_by != '*' AND {'+' if many else ''}row IN (SELECT rowid FROM "
            "search_participant WHERE search_participant MATCH ?) "
            "ORDER BY registered_on DESC, row DESC)",
            words,
        )
        found = [int(one) for one in joined.split(",")] if joined else []
        marks = ",".join(map(str, found[:50]))
        page = self.rows(f"SELECT {COLUMNS} FROM participant WHERE row IN ({marks})")
        by_row = {row[0]: row for row in page}
        assert all(by_row[one] for one in found[:50])
        return len(found)

    def opening(self, worker: str | None = None) -> int:
        """The file itself and everything told of it, the latest first."""
        [(keeper,)] = self.rows("SELECT worker FROM participant WHERE id = ?", self.busy)
        assert worker in (None, keeper)
        self.rows("SELECT * FROM participant WHERE id = ? AND deleted_at IS NULL", self.busy)
        told = [
            row
            for question in TOLD
            for row in self.rows(
                f"{question} WHERE participant = ? AND deleted_at IS NULL", self.busy
            )
        ]
        told += self.rows(CHECKS, self.busy)
        told.sort(key=lambda row: row[0] or "", reverse=True)
        return len(told)

    def day(self, worker: str | None = None) -> int:
        """Everything that waits today, what waits longest first."""
        today = clock.today().isoformat()
        waiting = [row for question in due(worker) for row in self.rows(question, today)]
        waiting.sort(key=lambda row: row[0])
        return len(waiting)

    def alike(self, questions: Sequence[str], sounds: frozenset[str]) -> int:
        """The people the same questions bring, and the five of whom most is the same."""
        brought = [
            row
            for question in questions
            for row in self.rows(
                "SELECT rowid FROM search_participant WHERE search_participant MATCH ? LIMIT 400",
                f"{FOUND_BY} : ({question})",
            )
        ]
        marks = ",".join(dict.fromkeys(str(row) for (row,) in brought[:400]))
        people = self.rows(
            "SELECT found_by, id, code, born, sex, sector, given_names, family_names, known_as, "
            "safe_contact_number, document_number FROM participant "
            f"WHERE row IN ({marks}) AND deleted_at IS NULL AND created_by != '*'"
        )
        people.sort(key=lambda row: -len(sounds.intersection(row[0].split())))
        return len(people[:5])
