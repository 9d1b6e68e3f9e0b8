"""Every word that a declaration shows has its English, and every mechanism its page."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from importlib.metadata import entry_points

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

import liandong.mechanisms as lm
from liandong.authz.navigation import LABELS
from liandong.features.accounts.pages.views import PASSWORD_FIELDS
from liandong.features.cases.pages.deadline_words import REGIMES, ROLLS
from liandong.features.cases.pages.rung_words import CAUSES, DRAFTS
from liandong.features.cases.service.rung_drafts import DOCUMENTS
from liandong.features.cases.service.rung_units import ROLE_WORDS
from liandong.features.notifications.pages.views import CLOCKS, DECIDED, RUNGS
from liandong.features.tenants.pages import limit_rows, rules_view
from liandong.features.tenants.pages.instrument_view import STATUS
from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.kernel.resources import data_root
from support.counties import compiled
from support.declared import limits

LOADED = [entry.load() for entry in entry_points(group="liandong.mechanisms")]
MECHANISMS: list[lm.Mechanism] = [
    version for found in LOADED for version in (found if isinstance(found, tuple) else (found,))
]
DOCS = data_root() / "docs"
WORDS = "platform/liandong/web/translations/en/LC_MESSAGES/messages.po"
SHOWN = ("label", "matter")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with (data_root() / WORDS).open("rb") as file:
        return read_po(file, locale="en")


def declared(value: object, seen: dict[int, object]) -> Iterator[str]:
    """Yield the labels and matters of a declaration and of all that hangs on it."""
    if id(value) in seen or isinstance(value, str):
        return
    seen[id(value)] = value  # kept, or its id would be given away again
    if isinstance(value, Mapping):
        for pair in value.items():
            yield from declared(pair, seen)
    elif isinstance(value, tuple | list | frozenset | set):
        for each in value:
            yield from declared(each, seen)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            inner = getattr(value, each.name)
            if each.name in SHOWN and isinstance(inner, str):
                yield inner
            yield from declared(inner, seen)


def untranslated(words: set[str], catalogue: Catalog) -> set[str]:
    return {word for word in words if word and not (catalogue.get(word) and catalogue[word].string)}


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: f"{each.key}-{each.version}")
def test_every_label_of_a_mechanism_has_its_english(
    mechanism: lm.Mechanism, catalogue: Catalog
) -> None:
    assert untranslated(set(declared(mechanism, {})), catalogue) == set()


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: f"{each.key}-{each.version}")
def test_no_kind_of_label_is_passed_over(mechanism: lm.Mechanism, catalogue: Catalog) -> None:
    found = set(declared(mechanism, {}))
    named = {mechanism.label, *(each.label for each in mechanism.states)}
    named |= {move.label for _, move in mechanism.moves}
    named |= {each.label for each in (*mechanism.fields, *mechanism.rows, *mechanism.documents)}
    named |= {choice.label for each in mechanism.fields for choice in each.choices}
    named |= {each.label for each in (*mechanism.variants, *mechanism.metrics)}
    named |= {limit.matter for limit in mechanism.limits}
    assert named <= found
    for word in sorted(named):
        taken = Catalog(locale="en")
        for message in catalogue:
            if message.id != word:
                taken[message.id] = message
        assert untranslated(found, taken) == {word}


def test_the_rungs_triggers_and_limits_of_the_counties_have_their_english(
    catalogue: Catalog,
) -> None:
    words = {limit.matter for limit in limits().values()}
    for package in compiled():
        words |= set(declared((package.escalation, package.copy_rules), {}))
    assert {"社会影响大", "在检察建议载明的异议期限内书面提出异议"} <= words
    assert untranslated(words, catalogue) == set()


def test_the_words_of_duties_and_of_the_tables_have_their_english(catalogue: Catalog) -> None:
    words = {duty.label for duty in lm.duties.ALL} | set(LABELS.values())
    words |= {label for _, label in CATALOGUE.values()} | set(CLOCKS.values())
    for shown in (CAUSES, DRAFTS, DOCUMENTS, ROLE_WORDS, RUNGS, DECIDED):
        words |= set(shown.values())
    words |= {text for row in PASSWORD_FIELDS for text in (row[1], row[3])}
    words |= {*REGIMES.values(), *ROLLS.values()}
    badges = (*STATUS.values(), *limit_rows.EVIDENCE.values(), *limit_rows.SOURCES)
    words |= {badge["label"] for badge in (*badges, rules_view.ON, rules_view.OFF)}
    words |= {label for label, _ in rules_view.GROUPS} | set(limit_rows.UNITS.values())
    words |= set(limit_rows.ONCE.values())
    assert untranslated(words, catalogue) == set()


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: f"{each.key}-{each.version}")
def test_every_mechanism_has_its_page_and_is_named_in_the_docs(mechanism: lm.Mechanism) -> None:
    page = DOCS / "reference" / "mechanisms" / f"{mechanism.key}.md"
    assert page.is_file(), page
    heading = page.read_text(encoding="utf-8").partition("\n")[0]
    assert mechanism.label in heading
    assert f"`{mechanism.key}`" in heading
    assert f"reference/mechanisms/{mechanism.key}.md" in (DOCS / "README.md").read_text("utf-8")


def test_no_page_speaks_of_a_mechanism_that_is_not_there() -> None:
    pages = {path.stem for path in (DOCS / "reference" / "mechanisms").glob("*.md")}
    assert pages == {mechanism.key for mechanism in MECHANISMS}
