"""The names that packages may use: read by something installed, or foreseen, never both."""

import re
from pathlib import Path

import yaml

from liandong.entrypoints.wiring import wire
from liandong.features.tenants.service import known, known_to

FORESEEN = yaml.safe_load(Path(known.__file__).with_name("foreseen.yaml").read_text("utf-8"))
PLATFORM = Path(known.__file__).parents[3]


def test_what_is_installed_is_no_longer_foreseen() -> None:
    registry = wire().registry

    assert not set(registry.keys) & FORESEEN["mechanisms"].keys()


def test_every_setting_the_platform_reads_is_known_and_no_longer_foreseen() -> None:
    found: set[str] = set()
    for path in PLATFORM.rglob("*.py"):
        found |= set(re.findall(r"\.setting\(\s*\"([^\"]+)\"", path.read_text("utf-8")))

    known = known_to(wire().registry)
    assert found
    assert found <= known.settings.keys()
    assert not known.settings.keys() & known.readings.keys()
    assert not found & FORESEEN["settings"].keys()


def test_what_a_move_may_name_is_a_setting_that_lists_roles() -> None:
    assert known_to(wire().registry).settings["discipline.receivers"] == "array"


def test_triggers_are_the_choices_of_the_mechanism() -> None:
    triggers = known_to(wire().registry).triggers["procuratorial_suggestion"]

    assert list(triggers) == [
        "large_impact", "high_concern", "typical_illegality", "deserves_attention",
    ]  # fmt: skip


def test_a_setting_that_lists_the_words_of_a_field_is_known() -> None:
    settings = known_to(wire().registry).settings

    assert settings["public_interest.fields"] == settings["chief_procurator.cycle"] == "array"
