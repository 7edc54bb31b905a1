"""The proof of a pack: what its author would have to check by hand, one idea a file."""

from __future__ import annotations

from gpcli.proof.finding import Finding, Subject
from gpcli.proof.prove import CHECKS, prove

__all__ = ["CHECKS", "Finding", "Subject", "prove"]
