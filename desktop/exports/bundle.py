# SPDX-License-Identifier: GPL-3.0-or-later
"""The folder of a dataset: written aside, read again, and only then put in its place."""

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from desktop.core.crypto import header
from desktop.core.errors import UserError
from desktop.core.i18n import N_


class FolderNotEmpty(UserError):
    """The chosen folder holds something already."""

    def __init__(self, folder: str) -> None:
        super().__init__(
            N_("{folder} exists and is not empty. Nothing was written."), folder=folder
        )


MARKER, WORKSPACE = "datapackage.json", header.NAME


def free(out: Path) -> None:
    """Raise FolderNotEmpty unless the folder is empty or not there."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderNotEmpty(out.name)


def write(
    out: Path, files: Mapping[str, bytes], check: Callable[[Path], None], *, force: bool = False
) -> None:
    """Write the files aside, check them there, then rename; a failure leaves nothing behind.

    With ``force`` an earlier dataset is replaced, once the new one is whole; in any other folder
    files of the same name are written over and all else is left. A workspace is never touched.
    """
    if not force or (out / WORKSPACE).exists():
        free(out)
    part = out.with_name(f".{out.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        for name, content in files.items():
            path = part / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        check(part)
        if force and out.is_dir() and (out / MARKER).is_file():
            shutil.rmtree(out)
        elif force and out.is_dir():
            _write_over(part, out)
            return
        elif out.exists():
            out.rmdir()
        part.rename(out)
    except OSError as error:
        raise UserError(
            N_("{folder} cannot be written. Nothing was left there."), folder=out.name
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _write_over(part: Path, out: Path) -> None:
    """Bring the files of a finished dataset into a folder that holds other things."""
    for path in sorted(part.rglob("*")):
        if path.is_file():
            target = out / path.relative_to(part)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
