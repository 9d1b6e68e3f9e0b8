from pathlib import Path

import pytest

from liandong.authz.rules import load, parse, unknown_acts
from liandong.kernel.errors import ConfigurationError

GOOD = "p, handler@police, m, read, own, allow"


def problems_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(ConfigurationError) as refused:
        parse(text, name="x.csv")
    return [(problem.where, problem.message_en) for problem in refused.value.problems]


def test_comments_and_blank_lines_are_no_rules() -> None:
    (rule,) = parse(f"# why\n\n  {GOOD}\n", name="x.csv").rules

    assert str(rule) == GOOD
    assert rule.where == "x.csv:3"


def test_a_tenants_file_may_begin_with_its_header() -> None:
    header = "ptype,subject,mechanism,action,scope,effect"

    assert len(parse(f"{header}\n{GOOD}\n").rules) == 1
    assert problems_of(f"{GOOD}\n{header}")[0][0] == "x.csv:2"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("p, astrologer@police, m, read, own, allow", "no such duty: astrologer"),
        ("p, handler@moon, m, read, own, allow", "no such kind or role: moon"),
        ("p, handler, m, read, own, allow", "no such kind or role: "),
        ("p, handler@police, m, read, mine, allow", "no such scope: mine"),
        ("p, handler@police, m, read, own, maybe", "no such effect: maybe"),
        ("p, handler@police, page, moon, own, allow", "no such page or endpoint: moon"),
        (
            "p, handler@police, page, todo, party, allow",
            "no such scope of a page or endpoint: party",
        ),
        ("p, handler@police, m, read, own", "six filled cells, the first one p"),
        ("g, handler@police, m, read, own, allow", "a link is two seats, the first cell g"),
        ("p, handler@police, , read, own, allow", "six filled cells, the first one p"),
        ("g, handler@police", "a link is two seats, the first cell g"),
        ("g, handler@police, ", "a link is two seats, the first cell g"),
        ("g, handler@moon, desk@court", "no such seat: handler@moon"),
        ("g, desk@court, astrologer@court", "no such seat: astrologer@court"),
        ("g, desk@court, desk@court", "a seat cannot inherit itself"),
    ],
)
def test_a_line_outside_the_closed_lists_is_refused(line: str, message: str) -> None:
    assert problems_of(line) == [("x.csv:1", message)]


def test_all_wrong_lines_are_named_at_once() -> None:
    found = problems_of(f"{GOOD}\np, a@b, m, read, own, allow\n{GOOD}\n")

    assert [where for where, _ in found] == ["x.csv:2", "x.csv:2", "x.csv:3"]
    assert found[-1][1] == "repeats line 1"


def test_a_link_may_have_the_empty_columns_of_a_tenants_file() -> None:
    found = parse("g, desk@court, liaison@court\ng,desk@school,liaison@school,,,", name="x.csv")

    assert [str(link) for link in found.links] == [
        "g, desk@court, liaison@court",
        "g, desk@school, liaison@school",
    ]
    assert found.rules == ()
    assert problems_of("g, desk@court, liaison@court\ng,desk@court,liaison@court,,,") == [
        ("x.csv:2", "repeats line 1")
    ]


def test_a_line_in_another_dutys_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "liaison.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "desk.csv").write_text("nonsense", encoding="utf-8")
    (tmp_path / "reviewer.csv").write_text("g, desk@court, liaison@court", encoding="utf-8")

    with pytest.raises(ConfigurationError) as refused:
        load(tmp_path)

    assert [p.where for p in refused.value.problems] == [
        *("desk.csv:1", "liaison.csv:1", "reviewer.csv:1")
    ]


def test_a_line_about_something_not_installed_is_named() -> None:
    rules = parse(f"{GOOD}\np, handler@police, page, todo, own, allow\n", name="x.csv").rules

    assert unknown_acts(rules, {("m", "read")}) == []
    assert [problem.where for problem in unknown_acts(rules, set())] == ["x.csv:1"]
