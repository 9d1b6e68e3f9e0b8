"""The installation's key: set from outside, or a private file that is made once."""

import base64
import stat
from pathlib import Path

import pytest

from liandong.entrypoints.master_key import FILE, master_key
from liandong.entrypoints.settings import Settings, read_settings
from liandong.kernel.errors import ConfigurationError

KEY = bytes(range(32))
WRITTEN = base64.b64encode(KEY).decode()


def test_an_embedded_installation_makes_its_key_once_for_its_owner_alone(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")

    made = master_key(settings)

    file = settings.home / FILE
    assert len(made) == 32
    assert master_key(settings) == made
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [each.name for each in settings.home.iterdir()] == [FILE]


def test_a_key_that_is_set_is_the_one(tmp_path: Path) -> None:
    settings = read_settings({"LIANDONG_SECRETS_KEY": WRITTEN, "LIANDONG_HOME": str(tmp_path)})

    assert master_key(settings) == KEY
    assert not [*tmp_path.iterdir()]
    assert WRITTEN not in repr(settings)


@pytest.mark.parametrize("written", ["", "kurz", base64.b64encode(b"16 bytes is less").decode()])
def test_an_outside_database_needs_a_whole_key(tmp_path: Path, written: str) -> None:
    settings = Settings(database_url="postgresql://x", home=tmp_path, secrets_key=written)

    with pytest.raises(ConfigurationError) as refused:
        master_key(settings)

    assert [each.where for each in refused.value.problems] == ["LIANDONG_SECRETS_KEY"]
