# SPDX-License-Identifier: GPL-3.0-or-later
"""What a file of official figures may fill, and how its rows become context."""

from collections.abc import Mapping

from desktop.core.errors import UserError
from desktop.core.fields import About, FieldSpec, Kind, specs
from desktop.core.i18n import N_
from desktop.core.intake import Finisher, Target, Values
from desktop.core.work import Work
from desktop.incidents.context_model import ContextIncident, ContextIncidentDraft
from desktop.places import service as places

BESIDE = "incidents"
"""The register these figures stand beside."""

_FROM_THE_QUESTION = frozenset({"source", "as_of", "sector"})
_YEAR = FieldSpec("year", N_("Year"), Kind.NUMBER, About())
_MONTH = FieldSpec("month", N_("Month"), Kind.NUMBER, About())


def finisher(work: Work) -> Finisher:
    """Make the date of year and month where it came apart, and find our sector by its name."""
    work.may("import")
    sectors: dict[str, str | None] = {}

    def finish(values: Values) -> Mapping[str, object]:
        made = {name: value for name, value in values.items() if name not in {"year", "month"}}
        if not made.get("occurred_on"):
            made["occurred_on"] = _period(values.get("year"), values.get("month"))
        if place := str(made.get("place") or ""):
            if place not in sectors:
                sectors[place] = places.sector_by_name(work, place)
            made["sector"] = sectors[place]
        return made

    return finish


def _period(year: object, month: object) -> str:
    if not isinstance(year, int) or not (month is None or isinstance(month, int)):
        raise UserError(N_("This row has no date and no year."))
    return f"{year:04d}-{month:02d}" if month is not None else f"{year:04d}"


def _fields() -> tuple[FieldSpec, ...]:
    kept = [spec for spec in specs(ContextIncidentDraft) if spec.name not in _FROM_THE_QUESTION]
    return (
        *(_optional(spec) if spec.name == "occurred_on" else spec for spec in kept),
        _YEAR,
        _MONTH,
    )


def _optional(spec: FieldSpec) -> FieldSpec:
    """A date may also come as year and month."""
    return FieldSpec(spec.name, spec.title, spec.kind, spec.about, max_length=spec.max_length)


TARGET = Target(
    register=BESIDE,
    title=N_("Official series"),
    model=ContextIncident,
    draft=ContextIncidentDraft,
    fields=_fields(),
    finisher=finisher,
)
