"""Limits of a county that nobody knew before: configuration alone makes them count."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from liandong.calendars import Text
from liandong.entrypoints.explaining import owed_in
from liandong.entrypoints.governing import SHIPPED, Governing
from liandong.features.tenants.pages.county import County
from liandong.features.tenants.pages.limit_rows import limit_rows
from liandong.features.tenants.service import Configuration, installed
from liandong.features.tenants.service.merging import Layer
from liandong.kernel.errors import InvalidInputError
from liandong.mechanisms import LegalBasis
from support.invented import LIMITS, REPLY, config_of, problems_of
from support.readings import explained

MEETING, REPORT = "410108-01", "410108-02"


def changed(limit_id: str, **parts: Any) -> dict[str, Any]:
    """Return the limits with other parts of one of them; None takes a part away."""
    limits = deepcopy(LIMITS)
    limits[limit_id] |= parts
    limits[limit_id] = {key: each for key, each in limits[limit_id].items() if each is not None}
    return limits


def valued(limit_id: str, **parts: Any) -> dict[str, Any]:
    """Return the limits with other parts of the value of one of them."""
    limits = deepcopy(LIMITS)
    (value,) = limits[limit_id]["values"].values()
    value |= parts
    return limits


def owed(limits: dict[str, Any], limit_id: str) -> list[tuple[str, str, str]]:
    return _owed(config_of(limits), limit_id)


def _owed(config: Configuration, limit_id: str) -> list[tuple[str, str, str]]:
    found = owed_in(Governing(config, SHIPPED, Text("", "")), 2026)
    return [(r["unit"], r["period"], r["due_on"]) for r in found if r["limit"] == limit_id]


def rows(limits: dict[str, Any], key: str) -> dict[str, tuple[str, str, bool]]:
    """Return the limits on the county's page of a mechanism: value, clause, the county's own."""
    county = County(config_of(limits), installed(), date(2026, 6, 2), "/t/410108")
    return {r["code"]: (r["value"], r["clause"], r["own"]) for r in limit_rows(county, key)}


def test_such_a_package_is_taken() -> None:
    assert problems_of(LIMITS) == []


def test_a_meeting_is_owed_as_often_as_the_county_says() -> None:
    assert owed(LIMITS, MEETING) == [
        ("区司法局", "2026年上半年", "2026-06-30"),
        ("区司法局", "2026年下半年", "2026-12-31"),
    ]
    monthly = owed(valued(MEETING, counted_in="month"), MEETING)
    assert (len(monthly), monthly[1]) == (12, ("区司法局", "2026年2月", "2026-02-28"))


def test_a_report_is_owed_until_the_day_the_county_says() -> None:
    found = owed(LIMITS, REPORT)

    assert len(found) == 12
    assert found[1] == ("区市场监管局", "2026年2月", "2026-02-09")  # the 8th is a Sunday
    assert found[3] == ("区市场监管局", "2026年4月", "2026-04-08")


def test_a_period_may_become_another_from_a_day_on() -> None:
    limits = deepcopy(LIMITS)
    values = limits[MEETING]["values"]
    values["2026-07-01"] = {**values["2024-01-19"], "counted_in": "quarter"}

    assert [period for _, period, _ in owed(limits, MEETING)] == [
        "2026年上半年",
        "2026年第三季度",
        "2026年第四季度",
    ]


def test_several_limits_fill_one_slot() -> None:
    yearly = {**deepcopy(LIMITS[MEETING]), "matter": "召开全体会议", "start_event": "each_year"}
    (value,) = yearly["values"].values()
    value["counted_in"] = "year"
    limits = {**LIMITS, "410108-09": yearly}

    assert problems_of(limits) == []
    assert owed(limits, "410108-09") == [("区司法局", "2026年", "2026-12-31")]
    assert len(owed(limits, MEETING)) == 2


def test_what_nothing_fills_is_owed_by_nobody_and_shown_nowhere() -> None:
    limits = {REPLY: LIMITS[REPLY]}

    assert owed_in(Governing(config_of(limits), SHIPPED, Text("", "")), 2026) == []
    assert "MEET-01" not in rows(limits, "joint_meeting")
    with pytest.raises(InvalidInputError, match="惠济区没有期限“MEET-01”"):
        explained(config_of(limits), "MEET-01", "2026-06-02")
    with pytest.raises(InvalidInputError, match="惠济区没有期限“SEED-HJ-02”"):
        explained(config_of(limits), "SEED-HJ-02", "2026-06-02")


def test_a_replaced_limit_governs_until_the_day_of_the_new_one() -> None:
    before = explained(config_of(LIMITS), "SUG-01", "2026-05-29")
    after = explained(config_of(LIMITS), "SUG-01", "2026-06-02")

    assert (before["limit"], before["due_on"]) == ("SUG-01", "2026-07-29")
    assert (after["limit"], after["asked"], after["due_on"]) == (REPLY, "SUG-01", "2026-07-17")
    assert after["enforceable"]
    assert after["basis"] == ["惠政文〔2024〕22号 二（三）2"]
    (national,) = [each for each in after["beside"] if each["id"] == "SUG-01"]
    assert (national["due_on"], national["governs"]) == ("2026-08-03", REPLY)


def test_the_county_s_page_shows_them_with_their_clauses() -> None:
    clause = "惠政文〔2024〕22号 二（三）2"

    assert rows(LIMITS, "joint_meeting") == {MEETING: ("每半年一次", clause, True)}
    assert rows(LIMITS, "enforcement_case_reporting")[REPORT] == ("每月 8 日前", clause, True)
    assert rows(LIMITS, "procuratorial_suggestion")[REPLY] == ("45 日", clause, True)


def test_a_limit_without_a_slot_stands_on_the_page_of_the_mechanism_it_names() -> None:
    limits = changed(MEETING, fills=None, used_by="annual_plan_tasks")

    assert MEETING in rows(limits, "annual_plan_tasks")
    assert owed(limits, MEETING) == owed(LIMITS, MEETING)


def test_a_value_that_ends_leaves_nothing_owed() -> None:
    limits = deepcopy(LIMITS)
    limits[MEETING]["values"]["2026-07-01"] = None

    assert [period for _, period, _ in owed(limits, MEETING)] == ["2026年上半年"]


FOREIGN = [{"instrument": "141121-cooperation-mechanism-2025", "clause": "第八条"}]
REFUSED = {
    "no value": (changed(REPLY, values={}), "there must be a dated value"),
    "no basis": (valued(REPLY, clauses=[]), "the legal basis is missing"),
    "another county's document": (
        valued(REPLY, basis=FOREIGN),
        "'141121-cooperation-mechanism-2025' is no document of this county or a layer above",
    ),
    "not read": (valued(REPLY, evidence="reported"), "say to_confirm: true"),
    "national id": ({**LIMITS, "SUG-03": {**LIMITS[REPLY], "replaces": "SUG-02"}}, "national one"),
    "id of a slot": ({**LIMITS, "PRF-01": {**LIMITS[REPLY], "replaces": "SUG-02"}}, "national"),
    "unknown slot": (changed(MEETING, fills="MEET-09"), "unknown time limit 'MEET-09'"),
    "slot to replace": (
        changed(MEETING, fills=None, replaces="MEET-01"),
        "of 'MEET-01' say 'fills'",
    ),
    "national to fill": (
        changed(REPLY, replaces=None, fills="SUG-01"),
        "of 'SUG-01' say 'replaces'",
    ),
    "two relations": (changed(REPLY, supplements="SUG-02"), "only one of replaces, supplements"),
    "two in one place": (
        {**LIMITS, "410108-04": LIMITS[REPLY]},
        "'410108-03' stands in the place of 'SUG-01' already",
    ),
    "a run for a period": (
        changed(MEETING, **{key: LIMITS[REPLY][key] for key in ("regime", "values")}),
        "'MEET-01' is owed in every period",
    ),
    "a period for a run": (
        {**LIMITS, "410108-05": {**LIMITS[MEETING], "fills": "DSP-01"}},
        "'DSP-01' runs from an event: no mechanism could meet POINT",
    ),
    "an owner who cannot": (
        changed(REPORT, owed_by="township"),
        "'RPT-01' is met by key_enforcement_unit; township cannot",
    ),
    "a mechanism that is not enabled": (
        {**LIMITS, "410108-06": {**LIMITS[REPLY], "replaces": None, "fills": "PRF-01"}},
        "mechanism 'problem_referral' is not enabled",
    ),
    "twice in a quarter": (valued(MEETING, length=2), "once in each period: length 1"),
    "unknown mechanism": (changed(REPORT, used_by="tea_party"), "unknown mechanism 'tea_party'"),
    "a word too many": (changed(REPLY, days=45), "unknown key 'days'"),
}


@pytest.mark.parametrize(("limits", "says"), REFUSED.values(), ids=REFUSED)
def test_a_limit_that_cannot_be_is_refused(limits: dict[str, Any], says: str) -> None:
    found = problems_of(limits)

    assert [each for each in found if says in each.message_en], found
    assert all(any("一" <= letter <= "鿿" for letter in each.message_zh) for each in found)


def test_what_was_not_read_is_taken_with_a_mark_and_calls_nobody_late() -> None:
    limits = valued(REPLY, evidence="reported")
    limits[REPLY]["to_confirm"] = True

    assert problems_of(limits) == []
    assert not explained(config_of(limits), "SUG-01", "2026-06-02")["enforceable"]


def test_a_province_fills_a_slot_for_its_counties_until_one_says_otherwise() -> None:
    basis = [{"instrument": "41-linkage-rules-2025", "clause": "第三条"}]
    values = {"2025-01-01": {"length": 1, "counted_in": "year", "evidence": "text", "basis": basis}}
    above = {**LIMITS[MEETING], "start_event": "each_year", "values": values}
    layer = Layer("41", "河南省", 1, {"limits": {MEETING: above}})

    inherited = config_of({REPLY: LIMITS[REPLY]}, (layer,))
    own = config_of(LIMITS, (layer,))

    assert _owed(inherited, MEETING) == [("区司法局", "2026年", "2026-12-31")]
    assert len(_owed(own, MEETING)) == 2
    (value,) = inherited.local_limits[MEETING].values[0][1:]
    assert value is not None
    assert value.basis == (LegalBasis("41-linkage-rules-2025", "第三条"),)
    kept = {REPORT: LIMITS[REPORT]}
    assert problems_of({**kept, "410108-08": LIMITS[MEETING]}, {MEETING: above}) == []
    found = problems_of({**kept, "410108-08": LIMITS[REPLY]}, {REPLY: LIMITS[REPLY]})
    said = [each.message_en for each in found]
    assert "'410108-08': '410108-03' stands in the place of 'SUG-01' already" in said
