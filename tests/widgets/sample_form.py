# SPDX-License-Identifier: GPL-3.0-or-later
"""A form with a field of every kind, and an answer for each."""

from datetime import UTC, date, datetime

from desktop.core.fields import About, FieldSpec, Kind
from desktop.widgets.form import FormSection

LINKS = {"sector": lambda: [(f"s{n}", f"Sector {n} Niño Jesús") for n in range(30)]}
LONG = "Fecha aproximada en que la persona salió del centro penitenciario"
EVERYTHING = {
    "name": "Ana",
    "story": "It helps to call first",
    "sex": "female",
    "kind": "threat",
    "needs": ["food", "safety"],
    "day": date(2026, 10, 3),
    "left": "2026-10~",
    "at": datetime(2026, 10, 3, 14, 30, tzinfo=UTC),
    "people": 4,
    "income": 1234.5,
    "phone": True,
    "sector": "s17",
    "sectors": ["s1", "s2"],
}


def sections():
    return [
        FormSection(
            "Who",
            "So that you visit her first.",
            [
                FieldSpec("name", LONG, Kind.TEXT, About(help="As she says it"), required=True),
                FieldSpec("story", LONG, Kind.NOTE, About(note=True)),
                FieldSpec("sex", LONG, Kind.CODE, About(codes="sex_registered")),
                FieldSpec("kind", LONG, Kind.CODE, About(codes="incident_type")),
                FieldSpec("needs", LONG, Kind.CODES, About(codes="need")),
            ],
        ),
        FormSection(
            "When & how much",
            "",
            [
                FieldSpec("day", LONG, Kind.DATE, required=True),
                FieldSpec("left", LONG, Kind.PARTIAL_DATE, About(partial=True)),
                FieldSpec("at", LONG, Kind.MOMENT),
                FieldSpec("people", LONG, Kind.NUMBER, About(unit="people"), minimum=0, maximum=30),
                FieldSpec("income", LONG, Kind.DECIMAL, About(unit="USD")),
                FieldSpec("phone", LONG, Kind.YES_NO),
                FieldSpec("sector", LONG, Kind.LINK, About(link="sector")),
                FieldSpec("sectors", LONG, Kind.LINKS, About(link="sector")),
                FieldSpec("secret", "Never shown", Kind.TEXT, About(hidden=True)),
            ],
        ),
    ]
