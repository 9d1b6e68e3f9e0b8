"""A wrong declaration is named by file and line, as far as its source tells."""

import pytest

from liandong.kernel.errors import Problem
from liandong.mechanisms.checking.places import located, sources_of

SOURCES = {
    "sample/alpha.py": [
        "import liandong.mechanisms as lm",
        "begun, ended = lm.states(",
        "    begun='开始', ended='结束')",
        'item = lm.RowType("item", label="项", transitions=(',
        '    Move("open", None, begun),))',
        'MECHANISM = lm.Mechanism(key="alpha", transitions=(',
        '    Move("open", None, begun),',
        '    Move("end", begun, ended)))',
    ],
    "sample/alpha_fields.py": ['why = Field("why", label="理由")'],
}


@pytest.mark.parametrize(
    ("where", "says", "place"),
    [
        ("alpha", "state 'ended' cannot be reached", "alpha.py:2"),
        ("alpha", "field 'why' has no choices", "alpha_fields.py:1"),
        ("alpha", "version 1 is declared twice", "alpha.py:6"),
        ("alpha", "state 'unheard' leads to no final state", "alpha.py:6"),
        ("alpha.end", "time limit 'A-01' is not started", "alpha.py:8"),
        ("alpha.item", "no transition creates it", "alpha.py:4"),
        ("alpha.item.open", "nobody may fire it", "alpha.py:5"),
        ("beta", "two plugins share this key", "alpha.py:1"),
    ],
)
def test_problem_is_where_the_key_stands(where: str, says: str, place: str) -> None:
    found = located(Problem(where, "不对", says), SOURCES)

    assert found == Problem(f"sample/{place}", f"{where}：不对", f"{where}: {says}")


def test_what_has_no_source_keeps_its_name() -> None:
    problem = Problem("alpha", "不对", "wrong")

    assert located(problem, sources_of("no_such_package.alpha")) == problem


def test_own_module_comes_before_its_neighbours() -> None:
    names = list(sources_of("liandong_plugins.suggestions.procuratorial_suggestion"))

    assert names[0] == "liandong_plugins/suggestions/procuratorial_suggestion.py"
    assert "liandong_plugins/suggestions/suggestion_fields.py" in names
