"""A frozen season: one zip with inputs, digests, versions, Readings, results and the packs' own sources."""

from __future__ import annotations

from gpcli.assess.frozen.archive import Archive, open_archive

__all__ = ["Archive", "open_archive"]
