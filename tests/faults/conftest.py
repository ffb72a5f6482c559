"""One nursery of processes for all trials of a folder."""

from collections.abc import Iterator

import pytest

from tests.faults.trials import Nursery


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    """Return a source of driver processes."""
    with Nursery() as nursery:
        yield nursery
