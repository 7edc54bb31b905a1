"""``gp verify``."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from gpcli.assess.frozen.archive import Archive, open_archive
from gpcli.assess.frozen.verify import Finding, Verification, verify
from gpcli.assess.inputs import shown
from gpcli.cli import options
from gpcli.cli.formats import refuse_unknown
from gpcli.cli.options import COLUMNS, Parser
from gpcli.cli.session import DONE, GATE_FAILED, Session
from gpcli.messages import N_, Words
from gpcli.reports.columns import indented, visible

HELP = N_(
    "Recompute a frozen season from its file alone. Exit 0 where every result comes out to the byte, 1 where "
    "something differs, 2 where the file is no freeze or its pack is missing."
)

SCHEMA_VERSION = 1

KINDS = {
    "member": N_("Members of the zip"),
    "core": N_("Versions"),
    "pack": N_("Versions"),
    "reading": N_("Readings"),
    "input": N_("Inputs"),
    "unit": N_("Results by unit"),
    "result": N_("Results"),
}
"""The headings under which findings stand."""


def arguments(parser: Parser) -> None:
    """What the command takes."""
    parser.take("path", text=N_("What gp freeze wrote"), metavar="FILE.zip")
    parser.flag(
        "--frozen-pack",
        text=N_("Recompute with the pack inside the file, instead of an installed one: this runs its code"),
    )
    options.output(parser, options.TWO_FORMATS)
    options.pack(parser)


def run(session: Session, asked: Namespace) -> int:
    """Recomputes and compares; lists whatever differs."""
    refuse_unknown(asked.format, ("text", "json"))
    archive = open_archive(asked.path, shown(asked.path))
    session.refuse_overwriting(asked.output, [asked.path])
    found = _with_frozen_pack(session, archive) if asked.frozen_pack else verify(archive, session.packs)
    write = _plain if asked.format == "json" else _text
    session.deliver(write(archive, found, session.words_for(asked.format)), asked.output)
    return DONE if found.confirmed else GATE_FAILED


def _with_frozen_pack(session: Session, archive: Archive) -> Verification:
    from gpcli.assess.frozen.sources import packs_of

    pack = archive.manifest.pack
    said = N_("running the code of {pack} {version} from {file}")
    session.say(session.talk.word(said, pack=pack.name, version=pack.version, file=archive.name))
    with TemporaryDirectory(prefix="gp-pack-") as folder:
        return verify(archive, packs_of(archive, Path(folder)), own_pack=True)


def _text(archive: Archive, found: Verification, words: Words) -> str:
    manifest = archive.manifest
    pack = f"{manifest.pack.name} {manifest.pack.version}"
    about = " ".join(one for one in (manifest.scheme, manifest.period) if one)
    head = words.word(
        N_("{file}: {about}, frozen by gp {core} with {pack}"),
        file=archive.name,
        about=about,
        core=manifest.core,
        pack=pack,
    )
    lines = indented(visible(head), COLUMNS)
    lines.append(f"sha256 {archive.sha256}")
    said = words.word(
        N_("{same} of {results} result files come out the same, to the byte."),
        same=found.same,
        results=found.results,
    )
    lines += indented(said, COLUMNS)
    groups: dict[str, list[Finding]] = {}
    for one in found.findings:
        groups.setdefault(KINDS[one.kind], []).append(one)
    for heading, mine in groups.items():
        lines += ["", words.word(N_("── {title} ──"), title=words.word(heading))]
        for one in mine:
            told = words.word(N_("{key}: {value}"), key=one.subject, value=one.said)
            lines += indented(visible(told), COLUMNS, "  · ", "    ")
    verdict = N_("Confirmed.") if found.confirmed else N_("Not confirmed: see what differs above.")
    return "".join(f"{line}\n" for line in (*lines, "", words.word(verdict)))


def _plain(archive: Archive, found: Verification, words: Words) -> str:
    manifest = archive.manifest
    data = {
        "schema_version": SCHEMA_VERSION,
        "file": archive.name,
        "sha256": archive.sha256,
        "confirmed": found.confirmed,
        "scheme": manifest.scheme,
        "period": manifest.period,
        "core": manifest.core,
        "pack": {"name": manifest.pack.name, "version": manifest.pack.version},
        "results": {"same": found.same, "all": found.results},
        "findings": [
            {"kind": one.kind, "subject": one.subject, "message": words(one.said), "grave": one.grave}
            for one in found.findings
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
