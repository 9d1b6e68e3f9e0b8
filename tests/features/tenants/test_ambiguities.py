"""The register of open questions: complete, in two languages, in step with rows and code."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from liandong.calendars import december_from
from liandong.features.tenants.service import Spec, ambiguities, known, known_to
from liandong.features.tenants.service.ambiguities import settable
from liandong.kernel.yamlfile import load
from support import settings_page
from support.counties import compiled
from support.declared import limits, register, registry

LIMITS = limits()
SPECS = [spec for each in ambiguities() for spec in each.specs]
SETTABLE = settable(LIMITS.values())
FORESEEN = load(Path(known.__file__).with_name("foreseen.yaml")).data

#: Key and default as section 4 of the list of time limits gives them.
LISTED = {
    "limits.SEED-XY-01.inclusive": True,
    "limits.SEED-XY-01.roll": "next_working_day",
    "limits.SEED-WS-01.start_event": "received",
    "limits.TRF-02.counted_in": "day",
    "limits.TRF-02.roll": "next_working_day",
    "hours.rule": "exact_moment",
    "hours.stop_on_holiday": False,
    "limits.SUG-01.roll": "next_working_day",
    "limits.PEN-01.roll": "none",
    "limits.PEN-07a.roll": "none",
    "limits.PEN-07b.roll": "none",
    "limits.NLE-08a.roll": "none",
    "reverse.serve_rule": "guideline_2024",
    "suggestions.objection_pauses": False,
    "copy.trigger_logic": "any",
    "prefiling.scope": "either",
    "prefiling.days": 5,
    "prefiling.blocking": False,
    "delivery.cutoff": None,
    "delivery.electronic_effect": "confirmation",
    "delivery.contest_days": 5,
    "document.status": None,
    "tenant.mode": None,
    "rule.precedence": "special_first",
    "target.SUG-05": None,
    "penalty.result_start": "decision",
    "limits.SEED-XY-03a.roll": "none",
    "limits.SEED-HJ-02.roll": "none",
    "limits.MIN-02b.roll": "none",
    "rule.effective_to.PIL-01": None,
    "execution.court_day_kind": "working_day",
    "calendar.december_from": december_from(),
}


def _row(key: str) -> object:
    limit = LIMITS[key.split(".")[1]]
    value = limit.values[-1][1]
    what = key.rpartition(".")[2]
    return value.counted_in if value and what == "counted_in" else getattr(limit, what)


@pytest.mark.parametrize(("key", "default"), LISTED.items())
def test_a_setting_is_there_with_the_listed_default(key: str, default: object) -> None:
    spec = SETTABLE[key]
    said = spec.default
    if said is None and key.startswith("limits."):
        said = _row(key)

    assert said == default


def test_the_questions_are_those_of_the_list_each_in_two_languages() -> None:
    assert [each.id for each in ambiguities()] == [f"A{n}" for n in range(1, 19)]
    for each in ambiguities():
        texts = [each.question, each.why]
        for spec in each.specs:
            texts += [spec.default_words, *spec.choices.values(), *spec.refused.values()]
        assert all(text.zh and text.en for text in texts), each.id
        assert each.specs


def test_every_text_is_chinese_and_english_and_nothing_else() -> None:
    raw = load(Path(known.__file__).with_name("ambiguities.yaml"))
    texts = [
        part
        for path, part in _mappings((), raw.data)
        if path[-1:] in {("question",), ("why",), ("label",), ("default_words",)}
        or path[-2:-1] in {("choices",), ("refused",)}
    ]

    assert raw.problems == []
    assert len(texts) > 60
    assert all(list(text) == ["zh", "en"] for text in texts)


def _mappings(
    path: tuple[str, ...], part: object
) -> Iterator[tuple[tuple[str, ...], dict[str, object]]]:
    if isinstance(part, dict):
        yield path, part
        for key, each in part.items():
            yield from _mappings((*path, key), each)


def test_every_basis_resolves() -> None:
    assert all(basis in register() for each in ambiguities() for basis in each.basis)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: f"{spec.ambiguity} {spec.key}")
def test_a_setting_is_read_by_code_or_waits_for_a_mechanism_or_stands_elsewhere(
    spec: Spec,
) -> None:
    assert sum(map(bool, (spec.read_by, spec.idle_until, spec.stands_in))) == 1
    if spec.read_by:
        found = find_spec(spec.read_by)
        assert found
        assert found.origin
        ends = spec.key.removesuffix(".<id>").rpartition(".")[2]
        assert ends in Path(found.origin).read_text("utf-8")
    if spec.idle_until:
        assert spec.idle_until in FORESEEN["mechanisms"]
        assert spec.idle_until not in registry().keys


def test_a_default_is_one_of_the_choices() -> None:
    for spec in SPECS:
        if spec.choices and spec.default is not None:
            assert spec.words(spec.default) in spec.choices.values()


def test_a_key_answers_one_question_and_no_setting_stands_twice() -> None:
    keys = [spec.key for spec in SPECS if not spec.is_family]
    plain = known_to(registry()).settings

    assert len(keys) == len(set(keys))
    assert not plain.keys() & SETTABLE.keys()
    for limit in LIMITS.values():
        for what in ("roll", "counted_in", "inclusive", "start_event"):
            takers = [
                each.ambiguity
                for each in SPECS
                if each.key == f"limits.<id>.{what}" and each.takes(limit)
            ]
            assert len(takers) <= 1, limit.id


def test_what_never_moves_takes_no_roll() -> None:
    for key in ("LIT-05a", "PEN-05b", "MIN-02a", "TRF-03", "SUG-05", "NLE-08b", "REV-01"):
        assert f"limits.{key}.roll" not in SETTABLE


def test_a_target_is_for_limits_without_a_number() -> None:
    targets = {key.removeprefix("target.") for key in SETTABLE if key.startswith("target.")}

    assert targets == {key for key, limit in LIMITS.items() if limit.regime == "NONE"}


def test_the_shipped_counties_answer_only_known_questions() -> None:
    own = {s.key for package in compiled() for s in package.settings}

    assert own & SETTABLE.keys() == {"limits.SEED-WS-01.start_event", "target.SEED-WS-02"}


def test_the_page_of_settings_is_current() -> None:
    assert settings_page.PAGE.read_text("utf-8") == settings_page.page(), (
        "python -m support.settings_page"
    )
