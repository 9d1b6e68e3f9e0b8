"""Layers become one by one rule; what is said here holds for any layers, not for some."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from liandong.features.tenants.service.merging import (
    COLLECTIONS,
    Layer,
    is_removal,
    merge,
    origins_of,
    standing,
)

KEYS = st.sampled_from("abcde")
ENTRIES = st.one_of(
    st.builds(lambda n: {"value": n}, st.integers(0, 3)),
    st.just({"remove": True}),
)
Rules = dict[str, dict[str, dict[str, Any]]]
RULES = st.fixed_dictionaries(
    {part: st.dictionaries(KEYS, ENTRIES, max_size=4) for part in ("settings", "escalation")}
)
LAYERS = st.lists(RULES, max_size=4)


def whole(rules: Rules) -> Rules:
    return {**{part: {} for part in COLLECTIONS}, **rules}


@given(RULES, RULES, RULES)
def test_it_does_not_matter_which_layers_are_laid_together_first(
    one: Rules, two: Rules, three: Rules
) -> None:
    left, right = merge([merge([one, two]), three]), merge([one, merge([two, three])])

    assert left == right
    for part in COLLECTIONS:
        assert list(left[part]) == list(right[part])


@given(RULES)
def test_a_layer_laid_over_itself_or_over_nothing_is_itself(rules: Rules) -> None:
    assert merge([rules, rules]) == merge([rules]) == merge([{}, rules]) == whole(rules)


@given(LAYERS)
def test_the_nearest_layer_that_states_a_key_is_taken_whole(layers: list[Rules]) -> None:
    found = standing(merge(layers))

    for part in ("settings", "escalation"):
        stated = {key for rules in layers for key in rules[part]}
        for key in stated:
            nearest = next(rules[part][key] for rules in reversed(layers) if key in rules[part])
            assert found[part].get(key) == (None if is_removal(nearest) else nearest)
        assert found[part].keys() <= stated


@given(LAYERS, RULES)
def test_an_entry_comes_from_the_nearest_layer_above_unless_it_is_stated_here(
    above: list[Rules], own: Rules
) -> None:
    layers = [Layer(str(i), str(i), 1, rules) for i, rules in enumerate(above)]

    origins = origins_of(layers, whole(own))

    found = standing(merge([*above, own]))
    for part in ("settings", "escalation"):
        assert origins[part].keys() == found[part].keys() - own[part].keys()
        for key, code in origins[part].items():
            assert above[int(code)][part][key] == found[part][key]
            assert not any(key in rules[part] for rules in above[int(code) + 1 :])
