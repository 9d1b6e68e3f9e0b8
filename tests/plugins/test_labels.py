"""Labels are made of words of the law: of the clause register, of quotes, of the term list."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

import liandong.mechanisms as lm
from liandong.kernel.yamlfile import load
from support import terms_page
from support.declared import REPO, register, registry

SHORTEST = 2
SIGNS = set("，、（）+")


@cache
def terms() -> Any:
    return load(REPO / "docs/reference/terms.yaml").data


@cache
def texts() -> str:
    """Return everything that the register says, and the quotes of the time limits."""
    found = []
    for instrument in register().instruments.values():
        found += [instrument.title, *instrument.issuers]
        found += [text for c in instrument.clauses.values() for text in (c.summary, *c.quotes)]
    for file in sorted((REPO / "plugins/liandong_plugins").glob("*/time_limits.yaml")):
        for limit in load(file).data.values():
            bases = [b for v in limit.get("values", {}).values() if v for b in v.get("basis", ())]
            found += [basis["quote"] for basis in bases if "quote" in basis]
    return "\n".join(found)


def listed() -> list[str]:
    return [term for part in ("law", "named", "office", "joints") for term in terms()[part]]


@cache
def words() -> frozenset[str]:
    return frozenset([*listed(), *SIGNS])


def unknown(label: str) -> str:
    """Return the letters of a label that no known word covers, with … between them."""
    best: list[tuple[int, str]] = [(0, "")]
    for end in range(1, len(label) + 1):
        missed, rest = best[end - 1]
        ways = [(missed + 1, rest + label[end - 1])]
        for start in range(end):
            piece = label[start:end]
            if piece in words() or (len(piece) >= SHORTEST and piece in texts()):
                missed, rest = best[start]
                ways.append((missed, rest if not rest or rest.endswith("…") else rest + "…"))
        best.append(min(ways))
    return best[-1][1].strip("…")


def labels(mechanism: lm.Mechanism) -> Iterator[str]:
    yield mechanism.label
    yield from (party.label for party in mechanism.parties if party.label)
    yield from (paper.label for paper in mechanism.documents)
    for graph in (mechanism, *mechanism.rows):
        yield from (state.label for state in graph.states)
        yield from (move.label for move in graph.transitions)
    yield from (row.label for row in mechanism.rows)


@pytest.mark.parametrize("key", sorted(registry().keys))
def test_labels_are_made_of_words_of_the_law(key: str) -> None:
    found = {label: unknown(label) for label in labels(registry().current(key))}

    assert {label: rest for label, rest in found.items() if rest} == {}


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("摆烂中", "摆烂"),
        ("已打卡", "打卡"),
        ("同步甩锅给检察院", "甩锅给"),
        ("负责人发声", "发声"),
    ],
)
def test_an_invented_word_is_found(label: str, rest: str) -> None:
    assert unknown(label) == rest


def test_a_term_of_the_law_names_where_it_stands() -> None:
    for term, source in (terms()["law"] | terms()["named"]).items():
        if "statute" in source:
            assert set(source) == {"statute", "clause"}, term
        else:
            assert source["instrument"] in register().instruments, term
            county = source["instrument"][0].isdigit()
            assert not county or register().find(source["instrument"], source["clause"]), term


def test_every_term_is_needed_and_listed_once() -> None:
    said = "\n".join(each for k in registry().keys for each in labels(registry().current(k)))

    assert len(listed()) == len(set(listed()))
    assert [term for term in listed() if term not in said] == []


def test_the_reference_page_is_up_to_date() -> None:
    assert terms_page.PAGE.read_text("utf-8") == terms_page.page(), "python -m support.terms_page"
