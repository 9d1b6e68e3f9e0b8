"""Every clause that is assigned to an installed mechanism leads to examples and to a test."""

from collections.abc import Iterator
from typing import Any

import pytest

from support.coverage_matrix import KEYS, PAGE, county_documents, examples_of, page, played_in
from support.declared import registry


def assigned() -> Iterator[Any]:
    for document in county_documents():
        for clause in document.clauses.values():
            for code in clause.mechanisms:
                if KEYS[code] in registry().keys:
                    named = f"{document.citation}-{clause.key}-{code}"
                    yield pytest.param(KEYS[code], id=named)


@pytest.mark.parametrize("key", [*assigned()])
def test_a_clause_leads_to_what_plays_it(key: str) -> None:
    examples = examples_of(key)

    assert examples is not None
    assert examples.is_file()
    assert played_in(key)


def test_the_page_is_as_written() -> None:
    assert PAGE.read_text("utf-8") == page(), "make coverage-matrix"
