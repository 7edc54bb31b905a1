"""What a form is made from: the scheme's table, the design, what each source says so far."""

from __future__ import annotations

from gpcli.facts.unit import Contribution
from gpcli.forms.design import Design
from gpcli.records import Record
from gpcli.scheme import Scheme, Table


class Filled(Record):
    """``said`` has for each source of the design what it says, or None; ``unit`` and ``period`` may be empty,
    ``note`` stands before all else. ``pack`` and ``version`` say by what the form was made.
    """

    scheme: Scheme
    table: Table
    design: Design
    said: tuple[Contribution | None, ...]
    unit: str = ""
    period: str = ""
    note: str = ""
    pack: str = ""
    version: str = ""
