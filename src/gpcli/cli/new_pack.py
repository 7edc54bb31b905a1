"""``gp new-pack``."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from gpcli.cli import options
from gpcli.cli.options import Parser
from gpcli.cli.session import DONE, Session
from gpcli.messages import N_, Words
from gpcli.packs import Packs
from gpcli.problems import Problems, listed, problem
from gpcli.starter import Files, Left, Names, copied, fresh, named, write

HELP = N_(
    "Start a pack: a small project that scores, to replace row by row; or, with --from, next year's scheme "
    "from an installed one."
)


CORE = "gpcli-core"


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("name", text=N_("What the pack is called: small letters, digits, hyphens"), metavar="NAME")
    parser.take("--year", default="", text=N_("The scheme's year; its id is NAME-YEAR"), metavar="YEAR")
    parser.take(
        "--from",
        dest="start",
        default="",
        text=N_("Copy the pack of this scheme under the new names; the year after it unless --year says"),
        metavar="SCHEME",
    )
    parser.take("-o", "--output", default="", text=N_("The new folder; else gpcli-NAME"), metavar="FOLDER")
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Writes the project, whole or not at all."""
    if asked.pack and not asked.start:
        said = problem(
            "usage", N_("--pack says where the scheme of --from is; without --from it says nothing")
        )
        raise Problems([said._replace(key="--pack")])
    packs = session.packs
    left: list[Left] = []
    if asked.start:
        scheme = packs.scheme(asked.start)
        names = named(asked.name, asked.year, scheme.year)
        _refuse_taken(packs, names)
        files, left = copied(names, packs, scheme)
    else:
        names = named(asked.name, asked.year)
        _refuse_taken(packs, names)
        files = fresh(names)
    folder = Path(asked.output or names.distribution)
    write(files, folder)
    session.deliver("\n".join(_lines(session.results, folder, names, files, left)) + "\n", "")
    return DONE


def _refuse_taken(packs: Packs, names: Names) -> None:
    """Raises :class:`Problems` where the core or an installed pack has one of the names."""
    if names.distribution == CORE:
        said = problem("usage", N_("{name} cannot be a pack's name"), name=names.name)
        raise Problems([said._replace(key="NAME")])
    for pack in packs.packs:
        mine = {names.module, names.distribution, names.scheme}
        theirs = {pack.module.partition(":")[0], pack.distribution, *(one.id for one in pack.schemes)}
        if taken := sorted(mine & theirs):
            said = problem(
                "usage",
                N_("{taken} is taken by the pack {pack}; both must be installable together"),
                taken=listed(taken),
                pack=pack.distribution or pack.name,
                nearest=f"{names.name}-{names.year}" if not names.name.endswith(str(names.year)) else "",
            )
            raise Problems([said._replace(key="NAME")])


def _lines(words: Words, folder: Path, names: Names, files: Files, left: list[Left]) -> list[str]:
    place = folder.as_posix()
    word = words.word
    told = word(
        N_("{folder}: {files} files, scheme {scheme}"), folder=place, files=len(files), scheme=names.scheme
    )
    lines = [told, *(f"  {path}" for path in sorted(files))]
    if left:
        lines += [
            "",
            word(
                N_("Look at these {lines} lines first; they still speak of the old document:"),
                lines=len(left),
            ),
        ]
        lines += [f"{place}/{one.file}:{one.line}: {one.text}" for one in left]
    lines += ["", word(N_("Next:")), f"  cd {place}", "  gp check-pack ."]
    lines += [f"  gp list-indicators {names.scheme} --pack ."]
    return lines
