"""Every setting that a county may make has a name, and a value that is a key has its words."""

import re

import pytest

from liandong.entrypoints.wiring import wire
from liandong.features.onboarding.service import effective_words, key_words
from support.counties import compiled

KEYED = re.compile(r"[a-z]+(_[a-z]+)+")


def test_every_setting_has_a_name_in_both_languages() -> None:
    known = wire().known
    own = ("limits.SEED-WS-01.start_event", "limits.SEED-XY-03a.met_by", "limits.X.inclusive")

    for key in (*known.settings, *known.readings, *own):
        label = key_words("settings", key)
        assert key not in {label.zh, label.en}, key
        assert not re.search("[A-Za-z]", re.sub(r"[A-Z]+-[A-Z0-9-]+[a-z]?|X", "", label.zh)), key
        assert not re.search("[\u4e00-\u9fff]", label.en), key


def test_no_value_of_a_county_is_shown_as_a_key() -> None:
    for package in compiled():
        for each in package.settings:
            value = list(each.value) if isinstance(each.value, tuple) else each.value
            said = effective_words(f"settings.{each.key}", value)
            assert not KEYED.search(said.zh + said.en), each.key


@pytest.mark.parametrize(
    ("key", "value", "zh", "en"),
    [
        (
            "limits.SEED-WS-01.start_event",
            "received",
            "收到检察建议书之日",
            "the day the suggestion",
        ),
        ("limits.TRF-02.roll", "none", "不顺延", "does not move"),
        ("target.SEED-WS-02", 40, "40 个工作日", "40 working days"),
        ("discipline.receivers", ["discipline", "superior_unit"], "纪检监察机关、上级单位", "body"),
        ("meetings.series", ["通报会"], "通报会", "通报会"),
        ("backdate.days", None, "无", "none"),
    ],
)
def test_a_value_is_said_in_words(key: str, value: object, zh: str, en: str) -> None:
    said = effective_words(f"settings.{key}", value)

    assert said.zh == zh
    assert en in said.en
