# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be wrong with a file somebody hands us, each with a name and a way out."""

from desktop.core.errors import UserError
from desktop.core.i18n import N_


class FileProblem(UserError):
    """The file cannot be used; the parent of every error about the file itself."""


class NotASpreadsheet(FileProblem):
    """The content is neither CSV nor a spreadsheet, whatever the name says."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file is not a table we can read. Nothing was imported."
                " Save it as CSV or XLSX and choose it again."
            )
        )


class MapFile(FileProblem):
    """The content is JSON: perhaps sectors, never a table."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This file holds a map or other structured data, not a table."
                " Nothing was imported. Sectors are imported from GeoJSON under Territory."
            )
        )


class EmptyFile(FileProblem):
    """There is nothing in the file, or a header and no rows."""

    def __init__(self) -> None:
        super().__init__(N_("This file has no rows. Nothing was imported."))


class UnreadableFile(FileProblem):
    """The operating system would not give us the file."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The file could not be opened. Nothing was imported."
                " Close it in other programs, check that it is still there and try again."
            )
        )


class DamagedFile(FileProblem):
    """It is a spreadsheet, but a broken one."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This spreadsheet is damaged and could not be read. Nothing was imported."
                " Open it in a spreadsheet program, save it again and try once more."
            )
        )


class LockedFile(FileProblem):
    """The spreadsheet is protected with a password."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "This spreadsheet is protected with a password. Nothing was imported."
                " Save a copy without the password and choose that."
            )
        )


class TooLarge(FileProblem):
    """The file would take more room than we give to a file from outside."""

    def __init__(self) -> None:
        super().__init__(
            N_("This file is too large. Nothing was imported. Split it into smaller files.")
        )


class WrongEncoding(FileProblem):
    """A letter does not exist in the encoding that was chosen."""

    def __init__(self, encoding: str) -> None:
        super().__init__(
            N_(
                "The text cannot be read as {encoding}. Nothing was imported."
                " Choose another encoding."
            ),
            encoding=encoding,
        )


class BrokenQuotes(FileProblem):
    """A quotation mark is opened and never closed, or closed in the middle of a cell."""

    def __init__(self, row: int) -> None:
        super().__init__(
            N_(
                "The quotation marks around row {row} do not match. Nothing was imported."
                " Open the file in a spreadsheet program, save it again and try once more."
            ),
            row=row,
        )


class NoSuchSheet(FileProblem):
    """The sheet asked for is not in the workbook."""

    def __init__(self, sheets: str) -> None:
        super().__init__(
            N_("The file has no sheet with this name. Its sheets are {sheets}."), sheets=sheets
        )


class BadReading(FileProblem):
    """A setting of the reading (delimiter, encoding, header row ...) makes no sense."""

    def __init__(self, setting: str) -> None:
        super().__init__(
            N_("The setting {setting} of this import is not possible. Choose another value."),
            setting=setting,
        )


class BrokenMap(FileProblem):
    """The file with the mapping is not the TOML we expect."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The mapping could not be read. Nothing was imported."
                " It needs the tables columns, values and read."
            )
        )


class NoSuchField(FileProblem):
    """The mapping names a field the register does not have."""

    def __init__(self, field: str) -> None:
        super().__init__(
            N_("The mapping names the field {field}, which this register does not have."),
            field=field,
        )


class NoSuchColumn(FileProblem):
    """The mapping names a column the file does not have."""

    def __init__(self, column: str) -> None:
        super().__init__(
            N_(
                "The mapping expects a column {column}, which the file does not have."
                " Nothing was imported. Choose another column or another header row."
            ),
            column=column,
        )


class MissingFields(FileProblem):
    """Fields every record needs have neither a column nor a fixed value."""

    def __init__(self, fields: str) -> None:
        super().__init__(
            N_(
                "No column was chosen yet for what every record needs: {fields}."
                " Nothing was imported. Choose a column or a fixed value for each."
            ),
            fields=fields,
        )


class UnclearDates(FileProblem):
    """Every date could be read day first or month first."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "The dates in this file could be read day first or month first."
                " Nothing was imported. Say which one it is."
            )
        )


class SameFileAgain(FileProblem):
    """The same file was already imported into the same register."""

    def __init__(self, day: object) -> None:
        super().__init__(
            N_(
                "This file was already imported here on {day}. Nothing was imported."
                " Undo that import first if you want to repeat it."
            ),
            day=day,
        )


class NoContextHere(UserError):
    """Only incidents have official series beside them."""

    def __init__(self) -> None:
        super().__init__(
            N_("Only incidents can be imported as an official series. Nothing was imported.")
        )


class ContextNeedsSource(UserError):
    """A figure without its source may not stand beside ours."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "An official series needs the name of its source and its date."
                " Nothing was imported."
            )
        )
