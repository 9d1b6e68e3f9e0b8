"""The shipped counties go out as folders and into a new database: same bytes, same rules."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.cli import main
from liandong.features.tenants.models import Tenant
from liandong.features.tenants.service import calendar_of, current, newest
from support.counties import packages

#: The folder of each tenant below those of its parents, as a package lies.
PLACES = {
    each.code: Path(*(each.code[:n] for n in (2, 4, 6) if n <= len(each.code)))
    for each in packages()
}
Files = Mapping[str, bytes]


@pytest.fixture
def there_and_here(server: EmbeddedServer, template: str, bare: str) -> Iterator[tuple[str, str]]:
    """The addresses of the database that the counties are in, and of a new one."""
    yield clone(server, template, "there"), clone(server, bare, "here")
    for name in ("there", "here"):
        drop(server, name)


def run(url: str, *words: object) -> Result:
    environment = {"LIANDONG_DATABASE_URL": url}
    return CliRunner().invoke(main, ["tenant", *map(str, words)], env=environment)


def export_all(url: str, root: Path) -> dict[Path, Files]:
    for code, place in PLACES.items():
        done = run(url, "export", code, root / place)
        assert done.exit_code == 0, done.stderr
    return {
        place: {file.name: file.read_bytes() for file in (root / place).iterdir() if file.is_file()}
        for place in PLACES.values()
    }


def in_force(url: str) -> dict[str, object]:
    """Return of each tenant the rules, the layers, the calendar and who stands above."""
    engine, found = open_engine(url), {}
    for code in PLACES:
        with unit_of_work(open_sessions(engine), int(code)) as uow:
            tenant, config, last = uow.session.get_one(Tenant, int(code)), current(uow), newest(uow)
            assert last is not None
            above = [(each["code"], each["rules"]) for each in last.above]
            calendar = calendar_of(config).version
            found[code] = (config.package, above, calendar, tenant.parent_id, tenant.mode)
    engine.dispose()
    return found


def test_export_apply_export_gives_the_same_bytes_and_the_same_rules(
    there_and_here: tuple[str, str], tmp_path: Path
) -> None:
    there, here = there_and_here
    written = export_all(there, tmp_path / "there")

    done = run(here, "apply", tmp_path / "there", "--json")

    assert sorted(json.loads(done.stdout)["changed"]) == sorted(PLACES)
    assert export_all(here, tmp_path / "here") == written
    assert in_force(here) == in_force(there)
    assert run(here, "apply", tmp_path / "here").exit_code == 0
