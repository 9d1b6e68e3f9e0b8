"""One provider for all tests of the room."""

from collections.abc import Iterator

import pytest

from support.identity_provider import Running, running


@pytest.fixture(scope="package")
def idp() -> Iterator[Running]:
    with running() as found:
        yield found
