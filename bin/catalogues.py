"""The catalogues of words: what every room says, in English, Easy English, French and easy French.

English stands in the code and the templates. For each other way of saying it a room has one file,
`src/closeknit/<room>/locale/<locale>/LC_MESSAGES/django.po`, and beside it the compiled `.mo`.
What several rooms say stands once, in the lowest of them. Needs Babel and Django, no gettext.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

HOUSE = Path(__file__).resolve().parents[1]
SOURCE = HOUSE / "src" / "closeknit"
# Locale, as folders are called, and the language whose plurals it has.
LOCALES = {"en_X-easy": "en", "fr": "fr", "fr_X-easy": "fr"}
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
FILES_NAMED = 2  # more would change with every page
Id = str | tuple[str, str]
Key = tuple[str, Id]


@dataclass
class Said:
    """One thing the house says: its words, its context, and the files that say it."""

    key: Key
    room: str
    files: list[str] = field(default_factory=list)


class Kept(Catalog):
    """A catalogue whose head holds nothing that changes from day to day."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Language", str(self.locale_identifier)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
            ("Plural-Forms", self.plural_forms),
        ]


def floors() -> list[str]:
    """The rooms from the ground up, as the contract of floors lists them."""
    contracts = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = contracts["contracts"][0]["layers"]
    return [room for layer in reversed(layers) for room in re.findall(r"\w+", layer)]


def rooms_here() -> list[str]:
    return [room for room in floors() if (SOURCE / room).is_dir()]


def sources() -> Iterator[Path]:
    """Every file that may say something, in a steady order."""
    for path in sorted(SOURCE.rglob("*")):
        if path.suffix == ".py" or (path.suffix in (".html", ".txt") and "templates" in path.parts):
            yield path


def names_of(code: str) -> dict[str, Any]:
    """Under which names a Python file knows the functions of gettext."""
    known = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            for name in node.names:
                plain = name.name.removesuffix("_lazy")
                if plain in KEYWORDS:
                    known[name.asname or name.name] = KEYWORDS[plain]
    return known


def words_of(path: Path) -> Iterator[Key]:
    """What one file says, in its order."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        known = names_of(text)
    else:
        known = {**KEYWORDS, "_": None}
        code = templatize(text, path)
        text = "\n".join(line.lstrip() for line in code.splitlines())
    if not known:
        return
    found = extract("python", io.BytesIO(text.encode()), keywords=known)
    for _line, words, _comments, context in found:
        yield (context or "", words)


def templatize(text: str, path: Path) -> str:
    from django.utils.translation.template import templatize as in_python

    return str(in_python(text, origin=str(path)))


def say_all() -> dict[Key, Said]:
    """Everything the house says. Each thing belongs to the lowest room that says it."""
    rooms = rooms_here()
    said: dict[Key, Said] = {}
    for path in sources():
        where = path.relative_to(SOURCE)
        room = where.parts[0] if where.parts[0] in rooms else rooms[-1]
        for key in words_of(path):
            one = said.setdefault(key, Said(key, room))
            one.room = min(one.room, room, key=rooms.index)
            if where.as_posix() not in one.files:
                one.files.append(where.as_posix())
    return said


def place(room: str, locale: str) -> Path:
    return SOURCE / room / "locale" / locale / "LC_MESSAGES" / "django.po"


def read(room: str, locale: str) -> Catalog:
    """The catalogue as it is on disk; an empty one where there is none."""
    path = place(room, locale)
    if not path.exists():
        return Catalog(locale=LOCALES[locale])
    with path.open("rb") as file:
        return read_po(file, locale=LOCALES[locale])


def key_of(message: Message) -> Key:
    return (message.context or "", message.id)


def is_full(message: Message) -> bool:
    """Whether every form of it is there."""
    forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    return bool(forms) and all(forms)


def translated(locale: str) -> dict[Key, Any]:
    """What is translated, wherever it stands now."""
    return {
        key_of(message): message.string
        for room in rooms_here()
        for message in read(room, locale)
        if message.id and is_full(message) and not message.fuzzy
    }


def built(said: Iterable[Said], room: str, locale: str, known: dict[Key, Any]) -> Catalog:
    """The catalogue of a room as it should be."""
    catalog = Kept(locale=LOCALES[locale], header_comment="", fuzzy=False)
    for one in said:
        if one.room == room:
            context, words = one.key
            files = [(name, 0) for name in one.files if name.split("/")[0] == room][:FILES_NAMED]
            string = known.get(one.key, "")
            catalog.add(words, string, locations=files, context=context or None)
    return catalog


def as_po(catalog: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalog, width=0, include_lineno=False)
    return file.getvalue()


def as_mo(catalog: Catalog) -> bytes:
    """What the house reads. What is not translated is left out, so that English stands there."""
    file = io.BytesIO()
    full = Kept(locale=catalog.locale_identifier, fuzzy=False)
    for message in catalog:
        if message.id and is_full(message):
            full.add(message.id, message.string, context=message.context)
    write_mo(file, full)
    return file.getvalue()


def files() -> dict[Path, bytes]:
    """Every file of words as it should be, from what the house says and what is translated."""
    said = list(say_all().values())
    wanted = {}
    for locale in LOCALES:
        known = translated(locale)
        for room in sorted({one.room for one in said}):
            catalog = built(said, room, locale, known)
            path = place(room, locale)
            wanted[path], wanted[path.with_suffix(".mo")] = as_po(catalog), as_mo(catalog)
    return wanted


def refresh() -> None:
    """Write what changed, and take away what no room says any more."""
    wanted = files()
    for path, content in wanted.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    for path in SOURCE.glob("*/locale/*/LC_MESSAGES/django.?o"):
        if path not in wanted:
            path.unlink()


def lacking() -> dict[tuple[str, str], int]:
    """How many things each room does not say yet, in each locale."""
    said = say_all().values()
    lacks: dict[tuple[str, str], int] = {}
    for locale in LOCALES:
        known = translated(locale)
        for one in said:
            if one.key not in known:
                lacks[one.room, locale] = lacks.get((one.room, locale), 0) + 1
    return lacks


def main(asked: list[str]) -> int:
    settings.configure(USE_I18N=True)
    if asked != ["check"]:
        refresh()
    lacks = lacking()
    for (room, locale), count in sorted(lacks.items()):
        print(f"{room:10} {locale:10} lacks {count}")
    if not lacks:
        print("Nothing is missing.")
    return 1 if lacks and asked == ["check"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
