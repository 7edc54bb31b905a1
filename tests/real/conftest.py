"""One LibreOffice for all tests that need it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sheet_engines.office import Office


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[Office]:
    """LibreOffice, running."""
    with Office() as running:
        yield running
