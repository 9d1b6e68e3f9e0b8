import threading

import pytest

from authz.people import INSTALLED, person
from liandong.authz.ceiling import parse_ceiling
from liandong.authz.policy import Policy, compile_policy
from liandong.authz.reasons import NOTHING_ALLOWS
from liandong.authz.rules import parse
from liandong.kernel.errors import ConfigurationError

M10 = "procuratorial_suggestion"
OPEN_SKY = parse_ceiling("p, *@*, *, *, *, allow")


def policy_of(*lines: str) -> Policy:
    return Policy.compile(parse("\n".join(lines)), ceiling=OPEN_SKY)


def test_what_no_line_speaks_of_is_denied() -> None:
    prosecutor = person("prosecutor", kind="procuratorate")

    assert INSTALLED.allows(prosecutor, M10, "letter.draft")
    assert not INSTALLED.allows(prosecutor, M10, "letter.burn")
    assert not INSTALLED.allows(prosecutor, "astrology", "open")
    assert not INSTALLED.allows(prosecutor, M10, "letter.draft", "tenant")
    assert not INSTALLED.allows(person("astrologer", kind="procuratorate"), M10, "read")
    assert not INSTALLED.allows(person(kind="procuratorate"), M10, "read")


def test_a_unit_of_no_known_kind_may_nothing() -> None:
    stranger = person("handler", kind="oracle_of_delphi", roles=("office",))

    assert stranger.seats == frozenset()
    assert not INSTALLED.allows(stranger, "page", "todo")


def test_a_line_for_any_unit_holds_for_every_unit() -> None:
    assert INSTALLED.allows(person("handler", kind="school"), M10, "objection.object")
    assert INSTALLED.allows(person("handler", kind="court"), M10, "objection.object")


def test_a_denial_overrides_every_allowance_of_any_seat() -> None:
    policy = policy_of(
        "p, handler@any_unit, m, read, own, allow",
        "p, liaison@any_unit, m, read, own, allow",
        "p, handler@township, m, read, own, deny",
    )

    assert policy.allows(person("handler"), "m", "read")
    assert not policy.allows(person("handler", kind="township"), "m", "read")
    assert policy.allows(person("liaison", kind="township"), "m", "read")
    assert not policy.allows(person("handler", "liaison", kind="township"), "m", "read")


def test_a_role_that_bears_the_name_of_a_kind_makes_no_unit_of_that_kind() -> None:
    impostor = person("prosecutor", "chief_procurator", roles=("procuratorate",))

    assert not INSTALLED.allows(impostor, M10, "letter.draft")
    assert not INSTALLED.allows(impostor, M10, "issue")


def test_the_office_reads_headers_and_a_handler_its_own_matters() -> None:
    clerk = person("office_clerk", kind="justice_bureau", roles=("office",))

    assert INSTALLED.read_scopes(clerk, M10) == {"office"}
    assert INSTALLED.read_scopes(person("handler"), M10) == {"own", "party", "copied"}
    assert INSTALLED.read_scopes(person("office_clerk"), M10) == frozenset()


def test_an_allowance_is_explained_by_its_line_and_seat() -> None:
    found = INSTALLED.explain(person("chief_procurator", kind="procuratorate"), M10, "issue")

    assert found.allowed
    assert found.layer == "template"
    assert found.seat == "chief_procurator@procuratorate"
    assert found.rule == f"p, chief_procurator@procuratorate, {M10}, issue, own, allow"
    assert found.where.startswith("chief_procurator.csv:")


def test_a_denial_is_explained_by_the_layer_that_denies() -> None:
    policy = compile_policy(f"p, handler@school, {M10}, read, party, deny", name="county.csv")

    found = policy.explain(person("handler", kind="school"), M10, "read", "party")

    assert not policy.allows(person("handler", kind="school"), M10, "read", "party")
    assert (found.allowed, found.layer, found.where) == (False, "overlay", "county.csv:1")


def test_what_the_ceiling_cut_is_explained_by_the_ceiling() -> None:
    policy = compile_policy(f"p, unit_head@police, {M10}, issue, own, allow")

    found = policy.explain(person("unit_head", kind="police"), M10, "issue")

    assert (found.allowed, found.layer) == (False, "ceiling")
    assert found.rule == f"p, *@outside_procuratorate, {M10}, issue, *, deny"


def test_what_nothing_allows_is_explained_by_nothing() -> None:
    assert INSTALLED.explain(person("handler"), "astrology", "open") == NOTHING_ALLOWS


def test_explanation_and_decision_agree_on_every_line_of_the_templates() -> None:
    people = [
        person(rule.duty, kind=kind, roles=("office",))
        for rule in INSTALLED.rules
        for kind in ("procuratorate", "department")
    ]

    asked = {rule.request for rule in INSTALLED.rules}
    for someone in set(people):
        for request in asked:
            decided = INSTALLED.allows(someone, *request)
            assert INSTALLED.explain(someone, *request).allowed == decided


def test_a_policy_equals_another_of_the_same_lines_by_its_digest() -> None:
    lines = ("p, handler@police, m, read, own, allow", "p, handler@court, m, read, own, allow")

    assert policy_of(*lines).digest == policy_of(*reversed(lines)).digest
    assert policy_of(*lines).digest != policy_of(lines[0]).digest


def test_a_wrong_overlay_line_is_named() -> None:
    with pytest.raises(ConfigurationError) as refused:
        compile_policy("p, handler@moon, m, read, own, allow", name="county.csv")

    assert [problem.where for problem in refused.value.problems] == ["county.csv:1"]


def test_threads_get_the_answers_one_thread_gets() -> None:
    people = [person("handler", kind=kind) for kind in ("police", "court", "school", "township")]
    shared = compile_policy()
    wrong = []

    def ask() -> None:
        for _ in range(500):
            for someone in people:
                if not shared.allows(someone, M10, "objection.object"):
                    wrong.append("denied")
                if shared.allows(someone, M10, "issue"):
                    wrong.append("allowed")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


def test_strangers_do_not_make_a_policy_grow_without_end() -> None:
    policy = policy_of("p, handler@any_unit, m, read, own, allow")

    for number in range(5_000):
        assert policy.allows(person("handler", roles=(f"r{number}",)), "m", "read")

    assert len(policy.masks.remembered) <= 4_096


def test_tenants_with_the_same_lines_share_one_policy() -> None:
    assert compile_policy("# nothing of our own") is compile_policy("# nothing of our own")
