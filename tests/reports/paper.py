# SPDX-License-Identifier: GPL-3.0-or-later
"""Invented documents for the tests of what is drawn on paper."""

import random

from desktop.core.document import (
    Chart,
    Document,
    KeyFigure,
    KeyFigures,
    Map,
    Section,
    Series,
    Shape,
    Signature,
    Table,
    Text,
)

MONTHS = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"]
LONG_NAME = "Encarnación Pneumoultramicroscopicossilicovulcanoconiótica " * 3 + "x" * 30


def report(language: str = "es", paper: str = "A4") -> Document:
    """Six pages and more with everything a month brings: long tables, gaps, zeros, a map."""
    portuguese = language == "pt_BR"
    return Document(
        title="Relatório mensal" if portuguese else "Informe mensual",
        subtitle="outubro de 2026" if portuguese else "octubre de 2026",
        language=language,
        organisation="Asociación Vereda del Río Ñandubay",
        header="octubre de 2026 · Puerto Esperanza",
        foot="Informe 2026-10-D1 · diario 3f9ac01b77e2 · no contiene nombres",
        marks=("Datos de demostración", "Edición del equipo"),
        facts=(
            ("Periodo", "1 al 31 de octubre de 2026"),
            (
                "Lugar",
                "Puerto Esperanza, seis barrios del borde del río y la zona del puerto viejo",
            ),
            ("Datos hasta", "05/11/2026"),
            ("Financia", "Fondo del Río"),
            ("Edición", "Donante"),
        ),
        paper="Letter" if paper == "Letter" else "A4",
        sections=(
            Section(
                "Cifras del mes" if not portuguese else "Números do mês", (_figures(), *_words())
            ),
            Section("Participantes", (_served(), _chart("bar"), _short_table())),
            Section("Medios de vida", (_chart("line"), _chart("stacked"), _chart("hbar"))),
            Section("Incidentes en bordes invisibles", (_map(), _many(94))),
            Section("Sin novedades", ()),
            Section(
                "Acompañamento e encaminhamentos interinstitucionais" if portuguese else "Acuerdos",
                (_long_words(), *_list(), Signature(("Coordinación", "Monitoreo", "Testigo"))),
            ),
        ),
    )


def small(*blocks: object, language: str = "es", cover: bool = False) -> Document:
    """A document of one section with the given blocks."""
    return Document("Prueba", "", language, (Section("Sección", blocks),), cover=cover)  # type: ignore[arg-type]


def _figures() -> KeyFigures:
    return KeyFigures(
        (
            KeyFigure("Personas acompañadas", "312", "298 en septiembre"),
            KeyFigure("Mujeres", "141", "137 en septiembre"),
            KeyFigure("Salidas de la cárcel con plan de vida firmado", "38", "31 en septiembre"),
            KeyFigure("Colocaciones iniciadas", "27", "22 en septiembre"),
            KeyFigure("Siguen a los 90 días", "68 %", "64 % en septiembre"),
            KeyFigure("Incidentes en bordes", "19", "26 en septiembre"),
            KeyFigure("Acuerdos vigentes", "4", ""),
            KeyFigure("Homicidios", "<5", "menos de cinco no se muestra"),
        )
    )


def _words() -> tuple[Text, ...]:
    sentence = (
        "Durante octubre se acompañó a 312 personas en seis sectores; ocho de cada diez visitas "
        "previstas se hicieron a tiempo y quedaron 14 derivaciones sin respuesta de la red de "
        "salud, educación y vivienda. "
    )
    return (
        Text(sentence * 2),
        Text(
            "Las cifras menores de cinco se muestran como <5; otra celda se oculta con ellas.",
            "note",
        ),
        Text("Tres familias pidieron que su sector no aparezca en el mapa de este mes.", "warning"),
    )


def _served() -> Table:
    return Table(
        "Personas acompañadas por sector y sexo",
        ("Sector", "Mujeres", "Hombres", "Otra identidad", "Total"),
        (
            ("La Ribera", "31", "40", "<5", "73"),
            ("Puerto Viejo", "28", "35", "–", "64"),
            ("San Telmo Alto", "44", "51", "<5", "97"),
            ("El Progreso", "38", "40", "0", "78"),
            ("Total", "141", "166", "5", "312"),
        ),
        numeric=(False, True, True, True, True),
        total=True,
        note="«<5»: menos de cinco personas. «–»: oculto para que no pueda calcularse. Fuente: registro, 05/11/2026.",
    )


def _short_table() -> Table:
    return Table(
        "Quejas y salvaguardia",
        ("Tipo", "Recibidas"),
        (("Trato del personal", "1"),),
        (False, True),
    )


def _chart(kind: str) -> Chart:
    source = "Fuente: registro de colocaciones, corte 05/11/2026."
    if kind == "bar":
        return Chart(
            "Nuevas y egresos por mes", "bar", MONTHS,
            (
                Series("Nuevas", [12, 18, 9, 22, 31, 27, 15, None, 20, 24, 19, 0]),
                Series("Egresos", [8, 11, 7, 15, 22, 25, 30, 14, 9, 12, None, 3]),
                Series("Homicidios, cifra oficial", [5, 7, 4, 6, 9, 8, 3, 4, 6, 5, 4, 2], context=True),
            ),
            source,
        )  # fmt: skip
    if kind == "line":
        return Chart(
            "Permanencia a los 90 días", "line", MONTHS,
            (
                Series("Mujeres", [61, 62.5, 60, 64, 66, None, 67, 70, 71, 69, 72, 74]),
                Series("Hombres", [55, 54, 57, 58, 60, 61, 59, 63, 64, 66, 65, 68]),
                Series("Meta", [65] * 12, context=True),
            ),
            source,
        )  # fmt: skip
    if kind == "stacked":
        return Chart(
            "Colocaciones por tipo", "stacked", ["Julio", "Agosto", "Septiembre", "Octubre"],
            (
                Series("Empleo formal", [9, 12, 14, 15]),
                Series("Aprendizaje", [6, 5, 8, 9]),
                Series("Capital semilla", [3, 4, 0, 5]),
                Series("Curso", [11, 9, 7, 8]),
                Series("Estipendio", [4, 6, 5, 3]),
            ),
            source,
        )  # fmt: skip
    return Chart(
        "Por qué terminó la colocación", "hbar",
        ["Consiguió otro trabajo mejor pagado", "Amenaza o borde invisible en el camino al trabajo", "Salud", "Cuidado de hijos", "Otro"],
        (Series("Personas", [14, 9, 3, 6, 0]),),
        source,
    )  # fmt: skip


def _map() -> Map:
    west, south = -8_894_000.0, -243_000.0

    def at(column: int, row: int) -> tuple[float, float]:
        return west + column * 900 + 170 * ((row + column) % 2), south + row * 620 + 90 * (
            column % 2
        )

    def cell(column: int, row: int) -> tuple[tuple[float, float], ...]:
        return (at(column, row), at(column + 1, row), at(column + 1, row + 1), at(column, row + 1))

    names = ["La Ribera", "Puerto Viejo", "San Telmo Alto", "El Progreso", "Los Ceibos", "Km 8"]
    areas = [
        Shape((cell(n % 3, n // 3),), fill=f"tint{n % 5 + 1}", label=name, count=n * 3)
        for n, name in enumerate(names)
    ]
    river = Shape(
        (tuple((west + 220 * k, south - 150 + 60 * (k % 3)) for k in range(14)),), "line", "water"
    )
    edges = [
        ((1, 0), (1, 1)),
        ((2, 0), (2, 1)),
        ((1, 1), (1, 2)),
        ((2, 1), (2, 2)),
        ((0, 1), (1, 1)),
        ((1, 1), (2, 1)),
        ((2, 1), (3, 1)),
    ]
    statuses = ["active", "tense", "dormant", "demilitarised", "suspected", "dissolved", "active"]
    borders = [
        Shape(((at(*start), at(*end)),), "line", line=status)
        for (start, end), status in zip(edges, statuses, strict=True)
    ]
    legend = [
        ("tint1", "0 a 3 incidentes"), ("tint3", "6 a 9"), ("tint5", "12 y más"), ("water", "Río"),
        ("active", "Activa"), ("tense", "Tensa"), ("dormant", "Inactiva"),
        ("demilitarised", "Desmilitarizada"), ("suspected", "Presunta"),
    ]  # fmt: skip
    return Map(
        "Incidentes por sector",
        (river, *areas, *borders),
        legend,
        "Fuente: registro de incidentes.",
        "Mapa de seis sectores: el mayor número está en Km 8, con 15 incidentes.",
    )


def _many(rows: int) -> Table:
    chance = random.Random(rows)
    kinds = [
        "Amenaza",
        "Paso negado",
        "Desplazamiento",
        "Extorsión",
        "Reclutamiento de adolescentes",
    ]
    body = [
        (
            f"I-{n:04d}",
            f"{n % 28 + 1:02d}/10/2026",
            chance.choice(kinds),
            chance.choice(["La Ribera – Puerto Viejo", "El Progreso – Los Ceibos"]),
            str(chance.randint(1, 1900)),
        )
        for n in range(rows - 1)
    ]
    return Table(
        "Incidentes del mes", ("Código", "Fecha", "Tipo", "Borde entre sectores", "Personas"),
        [*body, ("Total", "", "", "", "47.112")], (False, False, False, False, True), total=True,
        note="Cada incidente tiene al menos dos fuentes.", widths=(1, 1, 2, 3, 1),
    )  # fmt: skip


def _long_words() -> Table:
    return Table(
        "Encaminhamentos por instituição",
        (
            "Instituição responsável pelo acompanhamento",
            "Encaminhamentos concluídos",
            "Encaminhamentos interrompidos",
            "Interinstitucionalidade",
            "Observações",
        ),
        (
            (
                "Secretaria Municipal de Desenvolvimento e Assistência Social",
                "12",
                "3",
                "sim",
                "Aguardando resposta",
            ),
            (LONG_NAME, "1", "0", "não", ""),
        ),
        (False, True, True, False, False),
    )


def _list() -> tuple[Text, ...]:
    return (
        Text("Próximos pasos", "strong"),
        Text(
            "Visitar a las tres familias desplazadas antes del 15 de noviembre y acordar con ellas un punto de encuentro que no cruce el borde.",
            "item",
        ),
        Text("Renovar el acuerdo de horario escolar.", "item"),
        Text("Cerrar el mes.", "item"),
    )
