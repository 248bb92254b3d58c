# SPDX-License-Identifier: GPL-3.0-or-later
"""What was imported when, and the mappings kept for the next time."""

from datetime import date
from typing import Annotated, ClassVar

from sqlmodel import Field

from desktop.core.fields import About, Privacy
from desktop.core.i18n import N_
from desktop.core.tables import Draft, Record


class ImportBatchDraft(Draft):
    """One import. The file's name is not kept: people put names of people into it."""

    register_name: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Register"), max_length=40
    )
    kind: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Kind of file"), max_length=8
    )
    fingerprint: Annotated[str, About(privacy=Privacy.INSENSITIVE, hidden=True)] = Field(
        title=N_("Fingerprint of the file"), max_length=64, index=True
    )
    context: Annotated[bool, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=False, title=N_("Official series")
    )
    source: Annotated[str | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Source"), max_length=160
    )
    as_of: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Date of the source")
    )
    written: Annotated[int, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=0, title=N_("Rows imported"), ge=0
    )
    refused: Annotated[int, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=0, title=N_("Rows refused"), ge=0
    )
    undone_on: Annotated[date | None, About(privacy=Privacy.INSENSITIVE)] = Field(
        default=None, title=N_("Undone on")
    )


class ImportBatch(ImportBatchDraft, Record, table=True):
    """One import; its ``id`` is the ``import_id`` of every record it made."""

    __tablename__ = "import_batch"
    stores: ClassVar[tuple[str, ...]] = ("cases", "protected")
    right: ClassVar[str] = "import"
    letter: ClassVar[str] = "M"
    draft: ClassVar[type[Draft]] = ImportBatchDraft


class ImportMapDraft(Draft):
    """A mapping kept under a name."""

    name: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Name of the mapping"), max_length=80
    )
    register_name: Annotated[str, About(privacy=Privacy.INSENSITIVE)] = Field(
        title=N_("Register"), max_length=40
    )
    content: Annotated[str, About(note=True, hidden=True)] = Field(
        title=N_("Mapping"), max_length=200_000
    )


class ImportMap(ImportMapDraft, Record, table=True):
    """A saved mapping as TOML."""

    __tablename__ = "import_map"
    stores: ClassVar[tuple[str, ...]] = ("cases",)
    right: ClassVar[str] = "import"
    letter: ClassVar[str] = "F"
    draft: ClassVar[type[Draft]] = ImportMapDraft
