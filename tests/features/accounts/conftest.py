"""A county with an administrator in each of its two authorities."""

from collections.abc import Iterator

import pytest

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from support.counties import County, build_county


@pytest.fixture(scope="module")
def huiji(server: EmbeddedServer, template: str) -> Iterator[County]:
    url = clone(server, template)
    engine = open_engine(url)
    county = build_county(open_sessions(engine))
    county.join("admin", "office", "tenant_admin")
    county.join("ours", "procuratorate", "tenant_admin")
    yield county
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])
