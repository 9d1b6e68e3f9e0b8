"""A new key of the installation: every county's keys under it, whatever happens in between."""

import base64
import stat
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.master_keys import WRAPPING, use_master_keys
from liandong.db.unit_of_work import global_session, lock, unit_of_work
from liandong.entrypoints.cli import main
from liandong.entrypoints.master_key import (
    FILE,
    OLD_FILE,
    begin_rotation,
    end_rotation,
    master_key,
    master_keys,
    own_keys,
)
from liandong.entrypoints.rotating import rewrapped, rotate_secrets
from liandong.entrypoints.settings import Settings
from liandong.features.cases import service as cases
from liandong.features.cases.errors import SecretsKeyError
from liandong.features.cases.service.case_keys import (
    destroy_keys,
    find_key,
    make_key,
)
from liandong.features.tenants.service import list_tenants
from liandong.kernel.errors import ConfigurationError
from liandong.kernel.ids import uuid7
from support.counties import HUIJI, WENSHUI, XUYI

OLD, NEW, OTHER = (bytes([n]) * 32 for n in (1, 2, 3))
COUNTIES = (HUIJI, WENSHUI, XUYI)


def written(key: bytes) -> str:
    return base64.b64encode(key).decode()


@pytest.fixture(autouse=True)
def _own_keys_again() -> Iterator[None]:
    yield
    use_master_keys(own_keys)


def use(*keys: bytes) -> None:
    use_master_keys(lambda: keys)


@pytest.fixture
def made(sessions: sessionmaker[Session]) -> dict[int, tuple[UUID, bytes]]:
    """A key in each of three counties, wrapped by the former key of the installation."""
    use(OLD)
    found = {}
    for code in COUNTIES:
        with unit_of_work(sessions, code) as uow:
            found[code] = uuid7(), b""
            found[code] = found[code][0], make_key(uow, found[code][0])
    return found


def opened(sessions: sessionmaker[Session], made: dict[int, tuple[UUID, bytes]]) -> list[int]:
    """Return the counties whose key is the one that was made."""
    right = []
    for code, (key_id, key) in made.items():
        with unit_of_work(sessions, code) as uow:
            try:
                right += [code] if find_key(uow, key_id) == key else []
            except SecretsKeyError:
                continue
    return right


def outside(database: str, new: bytes, old: bytes | None) -> Settings:
    return Settings(
        database_url=database,
        secrets_key=written(new),
        secrets_key_old=written(old) if old else "",
    )


def test_every_county_is_wrapped_anew_and_told_of(
    sessions: sessionmaker[Session], database: str, made: dict[int, tuple[UUID, bytes]]
) -> None:
    first = rotate_secrets(outside(database, NEW, OLD))
    again = rotate_secrets(outside(database, NEW, OLD))

    assert sum(each.n_rewrapped for each in first) == 3
    assert [(each.n_rewrapped, each.n_current) for each in again if each.n_current] == [(0, 1)] * 3
    use(NEW)
    assert opened(sessions, made) == [*COUNTIES]


def test_what_is_interrupted_loses_nothing_and_goes_on(
    sessions: sessionmaker[Session], database: str, made: dict[int, tuple[UUID, bytes]]
) -> None:
    use(NEW, OLD)
    done = next(each for each in rewrapped(sessions) if each.n_rewrapped)
    assert done.n_rewrapped == 1  # and here the machine stops

    assert opened(sessions, made) == [*COUNTIES]
    use(NEW)
    assert len(opened(sessions, made)) == 1
    use(OLD)
    assert len(opened(sessions, made)) == 2
    assert sum(each.n_rewrapped for each in rotate_secrets(outside(database, NEW, OLD))) == 2
    use(NEW)
    assert opened(sessions, made) == [*COUNTIES]


def test_where_neither_key_opens_something_nothing_is_changed(
    sessions: sessionmaker[Session], database: str, made: dict[int, tuple[UUID, bytes]]
) -> None:
    with pytest.raises(ConfigurationError) as refused:
        rotate_secrets(outside(database, NEW, OTHER))

    assert len(refused.value.problems) == 3
    assert all("1 把密钥" in each.message_zh for each in refused.value.problems)
    use(OLD)
    assert opened(sessions, made) == [*COUNTIES]
    use(NEW, OTHER)
    with pytest.raises(SecretsKeyError), unit_of_work(sessions, HUIJI) as uow:
        cases.rewrap_keys(uow)


def test_what_is_purged_meanwhile_does_not_come_back(
    sessions: sessionmaker[Session], made: dict[int, tuple[UUID, bytes]]
) -> None:
    key_id = made[HUIJI][0]
    with unit_of_work(sessions, HUIJI) as rotating, unit_of_work(sessions, HUIJI) as purging:
        lock(rotating, WRAPPING)
        purging.session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        with pytest.raises(OperationalError, match="lock timeout"):
            destroy_keys(purging, [key_id])
        purging.session.rollback()


def test_a_tenant_of_any_level_is_wrapped_and_the_former_key_goes_only_then(
    sessions: sessionmaker[Session], database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with global_session(sessions) as session:
        upper = next(each.id for each in list_tenants(session) if each.level != "county")
    use(OLD)
    with unit_of_work(sessions, upper) as uow:
        make_key(uow, uuid7())
    assert sum(each.n_rewrapped for each in rotate_secrets(outside(database, NEW, OLD))) == 1

    use(OLD)  # an old process wraps once more, after all were wrapped
    monkeypatch.setattr("liandong.entrypoints.rotating.rewrapped", lambda _: iter(()))
    with unit_of_work(sessions, upper) as uow:
        make_key(uow, uuid7())
    with pytest.raises(ConfigurationError, match="1 把密钥"):
        rotate_secrets(outside(database, NEW, OLD))


@pytest.mark.parametrize("old", [None, NEW], ids=["none", "the new one"])
def test_the_former_key_has_to_be_another_one(database: str, old: bytes | None) -> None:
    with pytest.raises(ConfigurationError) as refused:
        rotate_secrets(outside(database, NEW, old))

    assert [each.where for each in refused.value.problems] == ["LIANDONG_SECRETS_KEY_OLD"]


def test_the_files_of_an_embedded_installation_hold_both_keys_until_the_end(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path)
    before = master_key(settings)

    keys = begin_rotation(settings)
    assert keys == master_keys(settings)
    assert keys[1] == before != keys[0]
    assert begin_rotation(settings) == keys  # it was interrupted: no third key
    end_rotation(settings)

    assert master_keys(settings) == keys[:1]
    assert [each.name for each in tmp_path.iterdir()] == [FILE]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_a_crash_before_the_new_file_stands_leaves_the_former_key_in_use(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    before = master_key(settings)
    (tmp_path / OLD_FILE).hardlink_to(tmp_path / FILE)  # the first step was all it came to

    assert set(master_keys(settings)) == {before}
    keys = begin_rotation(settings)
    assert keys[1] == before != keys[0]


def test_a_key_from_outside_leaves_the_files_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, secrets_key=written(NEW), secrets_key_old=written(OLD))

    assert begin_rotation(settings) == (NEW, OLD)
    end_rotation(settings)
    assert not [*tmp_path.iterdir()]
    with pytest.raises(ConfigurationError):
        begin_rotation(replace(settings, secrets_key_old=""))


@pytest.mark.usefixtures("made")
def test_the_command_says_what_it_did(database: str) -> None:
    env = {
        "LIANDONG_DATABASE_URL": database,
        "LIANDONG_SECRETS_KEY": written(NEW),
        "LIANDONG_SECRETS_KEY_OLD": written(OLD),
    }

    done = CliRunner().invoke(main, ["secrets", "rotate"], env=env)

    assert done.exit_code == 0, done.output
    assert done.output.count("rewrapped 1，") == 3
    assert "惠济区" in done.output
