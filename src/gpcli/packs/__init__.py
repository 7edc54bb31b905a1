"""Packs: where they are, what they answer, what is wrong with one."""

from __future__ import annotations

from gpcli.packs.fault import INSTALL, Pack, broken, no_pack
from gpcli.packs.found import Found, at
from gpcli.packs.registry import STRICT, Packs

__all__ = ["INSTALL", "STRICT", "Found", "Pack", "Packs", "at", "broken", "no_pack"]
