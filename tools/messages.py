"""The catalogue of messages: ``python tools/messages.py update`` and ``python tools/messages.py compile``.

``update`` collects the msgids that ``src/gpcli`` marks with ``N_("...")`` and the strings of the argument
parser, keeps their translations, and writes the Chinese catalogue: sorted, without dates, names and places
in the code, so that the same messages give the same bytes. ``compile`` writes the ``.mo`` beside it.
Packs carry the words of their documents and do not translate.
"""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "gpcli"
PO = SOURCE / "locale" / "zh_CN" / "LC_MESSAGES" / "gpcli.po"
MO = PO.with_suffix(".mo")

HEADER = "# Chinese messages of gp. Entries are kept by tools/messages.py; edit the msgstr lines only."

Msgid = str | tuple[str, str]
"""One msgid, or a singular with its plural."""

LIBRARY: tuple[Msgid, ...] = (
    "ambiguous option: %(option)s could match %(matches)s",
    "argument %(argument_name)s: %(message)s",
    "expected at least one argument",
    "expected at most one argument",
    "expected one argument",
    ("expected %s argument", "expected %s arguments"),
    "ignored explicit argument %r",
    "invalid %(type)s value: %(value)r",
    "invalid choice: %(value)r (choose from %(choices)s)",
    "options",
    "positional arguments",
    "show this help message and exit",
    "the following arguments are required: %s",
    "unrecognized arguments: %s",
    "usage: ",
)
"""What people meet of :mod:`argparse`, which looks its words up in our domain (``gpcli.cli.main``).

``usage: `` stays seven characters long in every language: ``parse_known_intermixed_args`` cuts so many off.
"""


class _Catalogue(Catalog):
    """A catalogue whose header says only what a reader of the file needs."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """The same header every time: no dates, no names."""
        return [
            ("Project-Id-Version", "gpcli"),
            ("Language", "zh_CN"),
            ("Plural-Forms", "nplurals=1; plural=0;"),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def marked(folder: Path = SOURCE) -> dict[str, str]:
    """Every msgid marked with ``N_`` in the Python files of a folder, with the first place where it stands.

    The syntax tree is read, not the tokens: babel's own extractor overlooks ``N_`` inside an f-string.
    Raises :class:`ValueError` where something else than one literal is marked.
    """
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "N_"):
                continue
            place = f"{path.relative_to(folder).as_posix()}:{node.lineno}"
            match node.args:
                case [ast.Constant(value=str(msgid))] if msgid:
                    found.setdefault(msgid, place)
                case _:
                    raise ValueError(f"{place}: N_ takes one literal string")
    return found


def wanted() -> list[Msgid]:
    """Every msgid that the catalogue has to hold, in its order."""
    known = {_key(msgid): msgid for msgid in (*marked(), *LIBRARY)}
    return [known[key] for key in sorted(known)]


def read(path: Path = PO) -> Catalog:
    """The catalogue as it is in the file."""
    with path.open("rb") as file:
        return read_po(file, locale="zh_CN", domain="gpcli", abort_invalid=True)


def updated(old: Catalog, msgids: Iterable[Msgid]) -> Catalog:
    """A catalogue of exactly ``msgids`` with the translations of ``old``; a new msgid stands empty."""
    new = _Catalogue(locale="zh_CN", domain="gpcli", header_comment=HEADER, fuzzy=False)
    for msgid in msgids:
        before = old.get(_key(msgid))
        text = before.string if before is not None else ""
        if isinstance(msgid, tuple) != isinstance(text, tuple | list):
            text = ("",) if isinstance(msgid, tuple) else ""
        message = new.add(msgid, text, flags=before.flags & {"fuzzy"} if before is not None else ())
        message.flags &= {"fuzzy"}
    return new


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a ``.po`` file."""
    buffer = io.BytesIO()
    write_po(buffer, catalogue, width=0, no_location=True, omit_header=False, sort_output=True)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a ``.mo`` file: what is translated and not fuzzy."""
    buffer = io.BytesIO()
    write_mo(buffer, updated(catalogue, _ids(catalogue)))
    return buffer.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Updates or compiles; says what is new, gone and untranslated."""
    if list(arguments) not in (["update"], ["compile"]):
        sys.stderr.write("usage: python tools/messages.py update|compile\n")
        return 2
    catalogue = read()
    if arguments[0] == "compile":
        MO.write_bytes(mo_bytes(catalogue))
        return 0
    new = updated(catalogue, wanted())
    before, after = {_key(one) for one in _ids(catalogue)}, {_key(one) for one in _ids(new)}
    for sign, keys in (("+", after - before), ("-", before - after)):
        for key in sorted(keys):
            sys.stdout.write(f"{sign} {key!r}\n")
    PO.write_bytes(po_bytes(new))
    empty = sum(1 for one in new if one.id and not any(_texts(one.string)))
    sys.stdout.write(f"{len(new)} messages, {empty} untranslated\n")
    return 0


def _ids(catalogue: Catalog) -> Iterator[Msgid]:
    for message in catalogue:
        if isinstance(message.id, str):
            if message.id:
                yield message.id
        else:
            singular, plural = message.id
            yield singular, plural


def _key(msgid: Msgid) -> str:
    return msgid if isinstance(msgid, str) else msgid[0]


def _texts(text: object) -> Sequence[str]:
    return (text,) if isinstance(text, str) else tuple(text) if isinstance(text, tuple | list) else ()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
