# SPDX-License-Identifier: GPL-3.0-or-later
"""Chores of the house, never shipped: `python -m desktop.dev words|migration`."""

import argparse
import ast
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from desktop.core import i18n, paths

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
TRANSLATED = tuple(code for code in i18n.LANGUAGES if code != "en")
_PACKAGE = Path(__file__).resolve().parent
_NO_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # the true day would change every file each time

Translation = dict[str, tuple[str, ...]]


def main(arguments: list[str] | None = None) -> int:
    """Run one chore."""
    parser = argparse.ArgumentParser(prog="python -m desktop.dev", description=__doc__)
    chores = parser.add_subparsers(dest="chore", required=True)
    words = chores.add_parser("words", help="collect all sentences, update all catalogues")
    words.add_argument(
        "parts", nargs="*", type=Path, help="tables of translations to merge: English, es, pt_BR"
    )
    migration = chores.add_parser("migration", help="write the next migration of a store")
    migration.add_argument("store", help="cases, dialogues, protected or sources")
    migration.add_argument("title", help="what changes, in a few words")
    chosen = parser.parse_args(arguments)
    if chosen.chore == "words":
        return update_words(chosen.parts)
    from desktop import dev_migration  # Alembic and all models: only for this chore

    print(dev_migration.write(chosen.store, chosen.title))
    return 0


def update_words(parts: Iterable[Path], folder: Path | None = None) -> int:
    """Write messages.pot and each .po anew, with the translations of the tables; say what lacks."""
    folder = folder or paths.translations()
    template = extract()
    _write(template, folder / "messages.pot")
    tables = [(part, read_part(part)) for part in parts]
    known = {_key(message) for message in template if message.id}
    for part, table in tables:
        for stray in table.keys() - known:
            print(f"{part.name}: nothing says this: {stray!r}", file=sys.stderr)
    missing = 0
    for n, code in enumerate(TRANSLATED):
        catalog = load(code, folder)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        for part, table in tables:
            _merge(catalog, {key: forms[n] for key, forms in table.items()}, part.name)
        _write(catalog, folder / code / "LC_MESSAGES" / "messages.po")
        lacking = untranslated(catalog)
        missing += len(lacking)
        for key in lacking:
            print(f"{code}: {key!r}", file=sys.stderr)
    print(f"{len(template)} messages, {missing} translations missing")
    return 1 if missing else 0


def extract() -> Catalog:
    """Return the sentences of the program as they stand in its source now."""
    catalog = Catalog(project="Vereda", version="1", creation_date=_NO_DAY, fuzzy=False)
    catalog.header_comment = "# Words of Vereda, GPL-3.0-or-later."
    for message, comments, context in sentences():
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def sentences() -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    """Yield every message marked in the source: itself or its two forms, comments, context."""
    found = extract_from_dir(_PACKAGE, keywords=KEYWORDS, comment_tags=("i18n:",))
    for file, _line, message, comments, context in sorted(found, key=lambda row: row[:2]):
        if not file.startswith("dev"):
            yield message, comments, context
    for source in sorted(_PACKAGE.rglob("*.py")):
        for message in _in_f_strings(ast.parse(source.read_text(encoding="utf-8"))):
            yield message, [], None


def _in_f_strings(tree: ast.Module) -> Iterator[str]:
    """Yield the messages within f-strings, which Babel reads only from Python 3.12 on."""
    braces = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    for call in (node for brace in braces for node in ast.walk(brace)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_":
            words = call.args[0]
            if isinstance(words, ast.Constant) and isinstance(words.value, str):
                yield words.value


def load(code: str, folder: Path | None = None) -> Catalog:
    """Read the catalogue of a language; an empty one where there is none yet."""
    file = (folder or paths.translations()) / code / "LC_MESSAGES" / "messages.po"
    if not file.exists():
        return Catalog(locale=code, project="Vereda", version="1", fuzzy=False)
    with file.open("rb") as handle:
        return read_po(handle, locale=code)


def untranslated(catalog: Catalog) -> list[str]:
    """Return the messages that lack a translation or any of its forms."""
    return [_key(message) for message in catalog if message.id and not all(_forms(message))]


def read_part(file: Path) -> dict[str, list[tuple[str, ...]]]:
    r"""Read a table of translations: key to its forms in es and in pt_BR.

    One line: English, es, pt_BR; or singular, plural, es singular|plural, pt singular|plural,
    between tabs; "\n" means a new line, and "context\4English" a message with a context.
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        cells = [cell.replace("\\n", "\n").replace("\\4", "\x04") for cell in line.split("\t")]
        if len(cells) == 3:
            found[cells[0]] = [(cells[1],), (cells[2],)]
        elif len(cells) == 4 and all(cell.count("|") == 1 for cell in cells[2:]):
            found[cells[0]] = [tuple(cell.split("|")) for cell in cells[2:]]
        else:
            raise SystemExit(f"{file.name}, line {n}: {len(cells)} cells do not make a translation")
    return found


def _merge(catalog: Catalog, table: Translation, source: str) -> None:
    """Let the table speak; where it changes what was said before, say so."""
    for message in catalog:
        forms = table.get(_key(message)) if message.id else None
        if forms is None:
            continue
        if isinstance(message.id, str) != (len(forms) == 1):
            print(f"{source}: one form or two? {_key(message)!r}", file=sys.stderr)
            continue
        before = _forms(message)
        if all(before) and before != forms:
            print(f"{source}: {before} is now {forms}", file=sys.stderr)
        message.string = forms[0] if len(forms) == 1 else forms


def _forms(message: Message) -> tuple[str, ...]:
    """Return what a message is translated with, one entry per form."""
    if isinstance(message.id, str):
        return (str(message.string or ""),)
    return tuple(message.string or ("", ""))


def _key(message: Message) -> str:
    plain = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}\x04{plain}" if message.context else plain


def _write(catalog: Catalog, file: Path) -> None:
    catalog.revision_date = _NO_DAY
    text = BytesIO()
    write_po(text, catalog, width=100, no_location=True, sort_output=True, ignore_obsolete=True)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.getvalue())


if __name__ == "__main__":
    sys.exit(main())
