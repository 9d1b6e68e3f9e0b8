"""What becomes of each row: new, changed, as it stands, or wrong with the reason."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from liandong.features.rosters.service.judging import Asked, judge
from liandong.features.rosters.service.naming import Place
from liandong.features.rosters.service.sheets import Row
from support.counties import shipped
from support.rosters import TODAY, book, judged, one, seats_of, unit_of, words

HEAD = ("单位名称", "单位类别", "席位", "姓名", "职务", "联系电话")
FILES = shipped("410108").files


def _roster(**units: dict[str, Any]) -> dict[str, Any]:
    """Return the county's roster with parts of its units replaced."""
    found: dict[str, Any] = deepcopy(FILES["roster"])
    found["units"] = [unit | units.get(unit["key"], {}) for unit in found["units"]]
    return found


def _judge(*rows: Row, **asked: Any) -> Any:
    return judge(Asked(rows, **asked), FILES["roster"], FILES["tenant"], TODAY)


def test_a_new_unit_has_its_kind_guessed_and_that_is_to_be_checked() -> None:
    outcome = judged(book([HEAD, ["区水利局", "", "联络员", "王一", "科长", ""]]))
    row = one(outcome)
    assert (row.verdict, row.unit) == ("new", "water")
    assert "类别认作行政执法部门，按成员单位，请核对" in words(row)
    assert unit_of(outcome, "water") == {
        "key": "water",
        "name": "区水利局",
        "kind": "enforcement_department",
        "vertical": False,
        "member": True,
        "partner": False,
    }
    assert seats_of(outcome, "water", "liaison")[0]["from"] == TODAY.isoformat()


def test_a_kind_that_is_stated_is_no_guess() -> None:
    row = one(judged(book([(*HEAD, "参加方式"), ["区水利局", "政府部门", *[""] * 4, "协作单位"]])))
    assert (row.verdict, row.notes) == ("new", ())
    assert (row.stated["kind"], row.stated["part"]) == ("department", "partner")


def test_a_name_that_says_no_kind_is_refused_until_one_is_chosen() -> None:
    row = one(judged(book([HEAD, ["甲乙丙", "", "", "", "", ""]])))
    assert [(each.field, row.verdict) for each in row.wrong] == [("kind", "failed")]
    assert one(judged(book([HEAD, ["甲乙丙", "企业", "", "", "", ""]]))).unit == "unit_01"


def test_a_kind_of_another_body_needs_a_note() -> None:
    head = (*HEAD, "备注")
    row = one(judged(book([head, ["甲乙丙", "其他单位", "", "", "", "", ""]])))
    assert [each.field for each in row.wrong] == ["note"]
    assert one(judged(book([head, ["甲乙丙", "其他单位", *[""] * 4, "专班"]]))).verdict == "new"


def test_every_guess_for_the_units_of_four_counties_is_the_kind_they_state() -> None:
    for code in ("410108", "620725", "320830", "141121"):
        files = shipped(code).files
        place = Place.of(files["tenant"])
        kinds = {unit["name"]: unit["kind"] for unit in files["roster"]["units"]}
        guessed = {name: place.kind(name) for name in kinds}
        wrong = {name: kind for name, kind in guessed.items() if kind not in {"", kinds[name]}}
        assert not wrong, code
        if code == "410108":
            assert all(guessed.values())


def test_two_units_of_one_name_are_refused_until_one_is_chosen() -> None:
    both = _roster(finance={"aliases": ["财审"]}, audit={"aliases": ["财审"]})
    table = book([HEAD, ["财审", "", "联络员", "王一", "", ""]])
    row = one(judged(table, roster=both))
    assert (row.verdict, row.wrong[0].field) == ("failed", "name")
    assert row.wrong[0].words.zh == "“财审”可能是 区财政局、区审计局，请选是哪一个"
    assert row.wrong[0].words.en.startswith("'财审' may be")

    chosen = Row(2, row.row.cells, unit="audit")
    outcome = judge(Asked([chosen]), both, FILES["tenant"], TODAY)
    assert (one(outcome).verdict, one(outcome).unit) == ("changed", "audit")


def test_who_takes_over_a_seat_begins_and_who_left_is_dated() -> None:
    table = book(
        [
            (*HEAD, "起始日期"),
            ["惠济区人民检察院", "", "副召集人", "张新", "检察长", "", "2026-04-01"],
        ]
    )
    outcome = judged(table)
    before, after = seats_of(outcome, "procuratorate", "deputy_convener")
    assert (before["person"], before["to"]) == ("王璐", "2026-03-31")
    assert (after["person"], after["from"]) == ("张新", "2026-04-01")
    assert after["key"] == "deputy_convener_procuratorate_2"
    assert [(each.words, each.leaves) for each in outcome.people] == [
        ("惠济区人民检察院 副召集人 王璐", True)
    ]

    kept = judged(table, staying=frozenset({"deputy_convener_procuratorate"}))
    assert "to" not in seats_of(kept, "procuratorate", "deputy_convener")[0]


def test_several_equal_conveners_stand_side_by_side() -> None:
    rows = [["区人民政府", "", "召集人", name, "区长", ""] for name in ("李伟光", "王二")]
    outcome = judged(book([HEAD, *rows]))
    found = seats_of(outcome, "government", "convener")
    assert [(each["person"], "to" in each) for each in found] == [
        ("李伟光", False),
        ("王二", False),
    ]
    assert not outcome.people


def test_a_standing_attendee_and_a_label_of_ones_own_are_kept() -> None:
    rows = [
        ["法院", "", "列席", "王一", "副院长", ""],
        ["区人民政府", "", "常务副召集人", "李晓锋", "", ""],
    ]
    outcome = judged(book([HEAD, *rows]))
    assert seats_of(outcome, "court", "attendee")[0]["label"] == "列席"
    assert outcome.rows[1].verdict == "same"


def test_a_vacant_seat_is_filled() -> None:
    outcome = judged(book([HEAD, ["区财政局", "", "成员", "王一", "局长", ""]]))
    (seat,) = seats_of(outcome, "finance", "member")
    assert (seat["key"], seat["person"], seat["title"]) == ("member_finance", "王一", "局长")
    assert seat["from"] == TODAY.isoformat()


def test_units_that_a_file_does_not_name_stay_unless_somebody_ticks_them() -> None:
    table = book([HEAD, ["区财政局", "", "", "", "", ""]])
    stays = judged(table)
    assert len(stays.units) == len(FILES["roster"]["units"]) - 1
    assert not stays.changes
    leaves = judged(table, leaving=frozenset({"expropriation"}))
    assert [each.key for each in leaves.units if each.leaves] == ["expropriation"]
    assert [each.words.zh for each in leaves.changes] == ["离开名册，连同 1 个席位"]
    assert "expropriation" not in {each["unit"] for each in leaves.roster["seats"]}


def test_a_row_left_out_changes_nothing_and_says_nothing_of_its_people() -> None:
    cells = {"name": "区财政局", "seat": "联络员", "person": "王一"}
    first = _judge(Row(2, cells))
    rows = (Row(2, cells, is_out=True), Row(3, {**cells, "person": "王二"}))
    outcome = judge(Asked(rows), first.roster, FILES["tenant"], TODAY)
    assert [each.verdict for each in outcome.rows] == ["out", "changed"]
    assert not outcome.people


def test_the_same_person_twice_counts_once() -> None:
    row = ["区财政局", "", "联络员", "王一", "科长", ""]
    outcome = judged(book([HEAD, row, row]))
    assert [each.verdict for each in outcome.rows] == ["changed", "same"]
    assert "与第 2 行是同一个人" in words(outcome.rows[1])


def test_rows_of_one_unit_may_not_contradict_each_other() -> None:
    rows = [["区水利局", "政府部门", *[""] * 4], ["区水利局", "企业", *[""] * 4]]
    outcome = judged(book([HEAD, *rows]))
    assert [each.verdict for each in outcome.rows] == ["new", "failed"]
    assert "与第 2 行" in words(outcome.rows[1])


def test_a_name_that_belongs_to_another_unit_is_no_alias() -> None:
    row = one(judged(book([("单位名称", "别名"), ["区财政局", "财政、区审计局"]])))
    assert (row.verdict, row.wrong[0].field) == ("failed", "aliases")


def test_a_unit_is_renamed_by_its_key_and_keeps_its_old_name() -> None:
    head = ("单位名称", "单位编号（勿改）")
    outcome = judged(book([head, ["区财政和国资局", "finance"]]))
    unit = unit_of(outcome, "finance")
    assert (unit["name"], unit["aliases"]) == ("区财政和国资局", ["区财政局"])
    assert [each.what for each in outcome.changes] == ["unit_renamed"]


@pytest.mark.parametrize(
    ("head", "cell", "field", "said"),
    [
        ("席位", "会长", "seat", "没有席位“会长”"),
        ("单位类别", "局", "kind", "没有类别“局”"),
        ("垂直管理", "也许", "vertical", "只能填是或否"),
        ("参加方式", "旁听", "part", "只能选"),
        ("起始日期", "2026.3", "from", "要写到日"),
        ("单位编号（勿改）", "nobody", "key", "没有编号"),
        ("角色", "主席", "roles", "没有角色"),
    ],
)
def test_what_a_cell_cannot_hold_is_said_in_both_languages(
    head: str, cell: str, field: str, said: str
) -> None:
    row = one(judged(book([("单位名称", "姓名", head), ["区财政局", "王一", cell]])))
    assert [each.field for each in row.wrong] == [field]
    assert said in row.wrong[0].words.zh
    assert row.wrong[0].words.en[0].isascii()


def test_a_seat_cannot_end_before_it_begins() -> None:
    head = ("单位名称", "席位", "姓名", "起始日期", "截止日期")
    row = one(judged(book([head, ["区财政局", "联络员", "王一", date(2026, 3, 2), "2026-03-01"]])))
    assert [each.field for each in row.wrong] == ["to"]


def test_an_empty_cell_leaves_what_stands_and_a_word_takes_it_away() -> None:
    head = ("单位名称", "简称", "联系电话", "姓名", "席位")
    first = judged(book([head, ["区财政局", "财政", "63639999", "王一", "联络员"]]))
    stays = judged(book([head, ["区财政局", "", "", "王一", "联络员"]]), roster=first.roster)
    assert not stays.changes
    gone = judged(book([head, ["区财政局", "清空", "清空", "王一", "联络员"]]), roster=first.roster)
    assert "short_name" not in unit_of(gone, "finance")
    assert "phone" not in seats_of(gone, "finance", "liaison")[0]
