"""Plain facts files, read and checked fast: wholly in order, from one source.

:mod:`gpcli.facts.check` is the authority. What is not plainly in order is not judged here at all: the caller
then goes the slow way with the whole file, which finds the words for what is wrong. What a value means is
asked of the authority once for each field, and known from then on.
"""

from __future__ import annotations

from gpcli.facts.plain.checks import Plain, PlainChecks
from gpcli.facts.plain.known import NotPlain
from gpcli.facts.plain.printed import Beside
from gpcli.facts.plain.reader import read_plain

__all__ = ["Beside", "NotPlain", "Plain", "PlainChecks", "read_plain"]
