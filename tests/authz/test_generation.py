from importlib.metadata import entry_points
from pathlib import Path

import pytest

import liandong.mechanisms as lm
from authz.people import INSTALLED, person
from liandong.authz.ceiling import load_ceiling
from liandong.authz.generation import (
    MARKER,
    actions_of,
    generate_duties,
    holders_of,
    procuratorial_actions,
    render,
    write_duties,
)
from liandong.authz.policy import Policy
from liandong.authz.rules import parse, unknown_acts
from liandong.authz.vocabulary import DUTIES, HOLDERS, KINDS, ROLES
from liandong.kernel.resources import data_root

DUTY_FILES = data_root() / "policies" / "duties"
CEILING = load_ceiling(data_root() / "policies" / "ceiling.csv")
LOADED = [entry.load() for entry in entry_points(group="liandong.mechanisms")]
MECHANISMS: list[lm.Mechanism] = [
    version for found in LOADED for version in (found if isinstance(found, tuple) else (found,))
]
OUTSIDE = sorted(KINDS - {"procuratorate"})


def test_the_committed_lines_are_those_the_declarations_give() -> None:
    for duty, lines in generate_duties(MECHANISMS).items():
        committed = (DUTY_FILES / f"{duty}.csv").read_text(encoding="utf-8")
        assert render(committed, lines) == committed, f"{duty}.csv: write_duties makes it anew"


def test_every_duty_has_its_file_and_no_file_is_left_over() -> None:
    assert {path.stem for path in DUTY_FILES.iterdir()} == set(DUTIES)


def test_the_anchors_line_is_among_them() -> None:
    line = "p, prosecutor@procuratorate, procuratorial_suggestion, serve, own, allow"

    assert line in generate_duties(MECHANISMS)["prosecutor"]


def test_every_line_speaks_of_something_installed() -> None:
    known = {act for mechanism in MECHANISMS for act in actions_of(mechanism)}

    assert unknown_acts(INSTALLED.rules, known) == []


def test_the_kit_and_the_policy_share_their_words() -> None:
    assert {duty.key for duty in lm.duties.ALL} == set(DUTIES)
    assert (
        KINDS | {role.key for role in vars(lm.roles).values() if isinstance(role, lm.Role)}
        == HOLDERS
    )


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: f"{each.key}-{each.version}")
def test_no_unit_but_the_procuratorate_makes_or_takes_back_its_papers(
    mechanism: lm.Mechanism,
) -> None:
    for kind in OUTSIDE:
        everybody = person(*DUTIES, kind=kind, roles=tuple(ROLES | KINDS))
        for action in procuratorial_actions(mechanism):
            assert not everybody.may(mechanism.key, action), (kind, action)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: f"{each.key}-{each.version}")
def test_no_county_rule_can_let_another_unit_do_so(mechanism: lm.Mechanism) -> None:
    actions = sorted(procuratorial_actions(mechanism))
    lines = "\n".join(
        f"p, {duty}@{holder}, {mechanism.key}, {action}, own, allow"
        for duty in DUTIES
        for holder in sorted(HOLDERS)
        for action in actions
    )
    county = Policy.compile(parse(lines, layer="overlay"), ceiling=CEILING)

    for kind in OUTSIDE:
        everybody = person(*DUTIES, kind=kind, roles=tuple(ROLES | KINDS), policy=county)
        for action in actions:
            assert not everybody.may(mechanism.key, action), (
                f"ceiling.csv lacks: p, *@outside_procuratorate, {mechanism.key}, {action}, *, deny"
            )


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda each: f"{each.key}-{each.version}")
def test_every_actor_of_a_declaration_may_do_what_it_declares(mechanism: lm.Mechanism) -> None:
    for row, move in mechanism.moves:
        action = f"{row.key}.{move.key}" if row else move.key
        for actor in move.actors:
            for role in holders_of(actor):
                kind = role if role in KINDS else "department"
                someone = person(actor.duty.key, kind=kind, roles=(role,))
                assert someone.may_fire(mechanism.key, action, move.actors, {actor.party.part})


def test_a_prosecutor_is_of_the_procuratorate_whoever_else_may_have_the_part() -> None:
    issuer = lm.Party(lm.Part.ISSUER, (lm.roles.procuratorate, lm.roles.justice_bureau))

    assert holders_of(lm.duties.prosecutor @ issuer) == ("procuratorate",)
    assert holders_of(lm.duties.handler @ issuer) == ("procuratorate", "justice_bureau")


def test_in_confidence_nobody_reads_who_takes_no_part() -> None:
    lines = generate_duties(MECHANISMS)
    read = {
        line.split(", ")[1]
        for found in lines.values()
        for line in found
        if ", investigation_cooperation, read, " in line
    }

    assert read == {
        "prosecutor@procuratorate",
        "chief_procurator@procuratorate",
        "reviewer@procuratorate",
        "liaison@any_unit",
        "unit_head@any_unit",
        "liaison@county_gov",
        "unit_head@county_gov",
    }


def test_issue_and_withdrawal_of_a_suggestion_are_the_procuratorates() -> None:
    m10 = next(each for each in MECHANISMS if each.key == "procuratorial_suggestion")

    theirs = procuratorial_actions(m10)

    assert {"issue", "reissue", "withdraw", "letter.draft", "letter.review"} <= theirs
    assert not {"serve", "reply", "item.adopt", "objection.object"} & theirs


def test_what_is_kept_by_hand_survives_the_writing(tmp_path: Path) -> None:
    (tmp_path / "handler.csv").write_text(f"# by hand\n\n{MARKER}\nold\n", encoding="utf-8")

    first, second = write_duties(tmp_path, MECHANISMS), write_duties(tmp_path, MECHANISMS)

    text = (tmp_path / "handler.csv").read_text(encoding="utf-8")
    assert text.startswith(f"# by hand\n\n{MARKER}\np, handler@")
    assert "\nold\n" not in text
    assert len(first) == len(DUTIES)
    assert second == []
