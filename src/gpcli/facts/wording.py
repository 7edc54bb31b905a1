"""How a file says what messages ask for: its keys, its entries, a rate by its parts."""

from __future__ import annotations

from collections.abc import Sequence

from gpcli.messages import N_, Phrase, message

Path = tuple[str | int, ...]


class Wording:
    """That of a facts file in TOML; a file that is filled in otherwise has its own."""

    share: Phrase = "{part = 171, whole = 200}"
    """A rate by its parts."""

    yes = "true"

    def keys(self, path: Path, keys: Sequence[str]) -> str:
        """Some keys of what stands at the path, whether they are stated or not."""
        return ", ".join(keys)

    def stated(self, keys: Sequence[str]) -> Phrase:
        """How these keys are stated, as texts."""
        return ", ".join(f'{key} = "…"' for key in keys)

    def entries(self, path: Path) -> Phrase:
        """Where the entries of the list at the path stand."""
        return message(N_("entries [[{key}]]"), key=".".join(part for part in path if isinstance(part, str)))


TOML = Wording()
