"""LibreOffice works out a filled form anew: the whole program, from start to a written CSV.

The form's formulas come without their values, so that none of them can be taken as it was written.
"""

from __future__ import annotations

import csv
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

from said import sums_of, tell, timed

TOTAL = (4, 1)
"""Row and column of the total on the form's first sheet."""


def bare(form: Path, target: Path) -> None:
    """The form without the values of its formulas."""
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            raw = old.read(one)
            if one.filename.startswith("xl/worksheets/"):
                raw = re.sub(rb"</f><v>[^<]*</v>", b"</f>", raw)
            new.writestr(one, raw)


def main(form: str, repeat: int) -> None:
    """Tells the total of one form."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        sys.exit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bare(Path(form), folder / "form.xlsx")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [
            program,
            profile,
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            name,
            f"{name}/form.xlsx",
        ]
        subprocess.run(command, check=True, capture_output=True)
        times, _ = timed(lambda: subprocess.run(command, check=True, capture_output=True), repeat)
        with (folder / "form.csv").open(encoding="utf-8", errors="replace", newline="") as file:
            total = list(csv.reader(file))[TOTAL[0]][TOTAL[1]]
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    known = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout.split()
    tell(" ".join(known[:2]), times, sums_of([int(Decimal(total) * 10_000)]), peak=most)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
