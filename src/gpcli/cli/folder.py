"""Several results into one new folder, whole or not at all."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from secrets import token_hex

from gpcli.messages import N_
from gpcli.problems import Problems, problem
from gpcli.reasons import reason_of

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
LONGEST = 180
"""Bytes of a name without its ending: file systems take 255 of it all."""


def write_folder(files: Mapping[str, str | bytes], output: str) -> None:
    """Writes the files beside the folder and renames them as one.

    Raises :class:`Problems` where the folder holds something already, or cannot be written.
    """
    target = Path(output).resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        said = problem("not-writable", N_("the folder exists and is not empty: name a new one"))
        raise Problems([said._replace(file=output, key="--output")])
    beside = target.with_name(f".{target.name}.{token_hex(8)}.part")
    try:
        beside.mkdir()
        for name, content in files.items():
            (beside / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        if target.exists():
            target.rmdir()
        beside.replace(target)
    except OSError as error:
        said = problem("not-writable", N_("cannot be written: {reason}"), reason=reason_of(error))
        raise Problems([said._replace(file=output, key="--output")]) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def file_names(names: Iterable[str], ending: str) -> list[str]:
    """A file name for each, that every system takes; no two alike, upper and lower case apart."""
    found: list[str] = []
    taken: set[str] = set()
    for name in names:
        stem = _safe(name)
        number, tried = 1, stem
        while tried.casefold() in taken:
            number += 1
            tried = f"{stem}-{number}"
        taken.add(tried.casefold())
        found.append(tried + ending)
    return found


def _safe(name: str) -> str:
    stem = _UNSAFE.sub("_", name).strip(" .") or "_"
    stem = os.fsencode(stem)[:LONGEST].decode("utf-8", "ignore").strip(" .")
    return f"_{stem}" if _RESERVED.fullmatch(stem) else stem
