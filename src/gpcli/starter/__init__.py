"""A pack project to start from: a small one of its own, or next year's from this year's."""

from __future__ import annotations

from gpcli.starter.copied import Left, copied
from gpcli.starter.fresh import fresh
from gpcli.starter.names import Names, named
from gpcli.starter.write import Files, write

__all__ = ["Files", "Left", "Names", "copied", "fresh", "named", "write"]
