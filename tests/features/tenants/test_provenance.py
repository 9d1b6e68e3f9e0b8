"""Every effective value says which layer, document and clause it comes from, and since when."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.entrypoints.tenant_words import drift_in_words, provenance_in_words
from liandong.features.tenants.service import (
    Provenance,
    Sources,
    amend,
    compile_all,
    drift,
    layer_of,
    provenance,
    stated_now,
)
from liandong.features.tenants.service.layering import dump_layers, load_layers
from liandong.kernel.errors import InvalidInputError
from support.counties import HUIJI, on, packages, shipped

NOW = on("2026-04-27")
ASK = "accounts.ask_days"
BASIS = [{"instrument": "civil-code-2020", "clause": "第二百零四条"}]


def province(entry: dict[str, Any]) -> Any:
    return layer_of(shipped(41).with_file("mechanisms", {"settings": {ASK: entry}}), 3)


def found(path: str, *above: Any) -> Provenance:
    return Sources(shipped(HUIJI), above).of(path)


def test_a_value_of_the_county_names_its_document_and_clause() -> None:
    said = found("mechanisms.procuratorial_suggestion").said

    assert (said.code, said.name) == ("410108", "惠济区")
    assert said.citations[0].instrument == "410108-linkage-notice-2024"
    assert said.citations[0].words.startswith("《")


def test_an_inherited_value_names_the_layer_and_its_day() -> None:
    entry = {"value": 5, "basis": BASIS, "from": "2026-01-01", "to_confirm": True, "note": "试"}

    said = found(f"settings.{ASK}", province(entry)).said

    assert (said.code, said.value, said.from_on) == ("41", 5, "2026-01-01")
    assert (said.to_confirm, said.note) == (True, "试")
    assert said.citations[0].words == "《中华人民共和国民法典》（主席令第四十五号）第二百零四条"


def test_what_is_stood_over_is_shown_beneath_down_to_the_platform() -> None:
    city = layer_of(
        shipped(4101).with_file("mechanisms", {"limits": {"SUG-01": {"remove": True}}}), 1
    )

    named = found("limits.SUG-01", city)

    assert (named.said.code, named.said.is_removed) == ("4101", True)
    (beneath,) = named.beneath
    assert (beneath.code, beneath.value["length"]) == ("platform", 2)
    assert beneath.value["counted_in"] == "month"
    assert "检察建议" in beneath.citations[0].words
    assert "平台默认" in provenance_in_words(named)


def test_a_reading_that_nobody_states_is_the_platforms_with_its_reason() -> None:
    said = found("settings.hours.rule").said

    assert said.code == "platform"
    assert said.value == "exact_moment"


def test_identity_and_units_are_explained_too() -> None:
    assert found("tenant.office").said.citations[0].clause == "二(三)1"
    assert found("units.police").said.value["kind"] == "police"


def test_a_path_that_leads_nowhere_lists_the_near_ones() -> None:
    with pytest.raises(InvalidInputError, match=r"units\.police"):
        found("units.polizei")
    with pytest.raises(InvalidInputError, match="settings"):
        found("nonsense")


def test_every_path_of_every_package_is_explained() -> None:
    for each in compile_all(packages()):
        sources = Sources(each.stated, each.above)
        for path in sources.paths:
            assert sources.of(path).said.name == each.stated.name


def test_what_was_changed_in_the_pages_is_drift_until_the_folder_says_it_too(
    sessions: sessionmaker[Session],
) -> None:
    package = shipped(HUIJI)
    changed = package.with_file("tenant", {**package.tenant, "short_name": "惠济区里"})
    with unit_of_work(sessions, HUIJI) as uow:
        assert drift(uow).changes == drift(uow, package).changes == ()
        amend(uow, NOW, changed, by="hj-admin")

        (change,) = drift(uow).changes
        (act,) = drift(uow, package).amendments

        assert (change.path, change.before, change.after) == ("short_name", "惠济", "惠济区里")
        assert (act.cause, act.by, act.position) == ("page", "hj-admin", 2)
        assert "hj-admin" in drift_in_words(drift(uow))
        assert drift(uow, changed).changes == ()
    apply_all(sessions, NOW, [package])
    with unit_of_work(sessions, HUIJI) as uow:
        assert drift(uow).changes == ()
        assert provenance(uow, "tenant.short_name").said.value == "惠济"
        assert stated_now(uow).files == package.files


def test_a_layer_stored_before_a_collection_was_known_says_nothing_of_it() -> None:
    city = layer_of(shipped("4101"))
    old = {part: said for part, said in city.rules.items() if part != "terminology"}
    stored = dump_layers([replace(city, rules=old)])

    sources = Sources(shipped(HUIJI), load_layers(stored))

    assert "limits.SEED-HJ-01" in sources.paths
    assert not [path for path in sources.paths if path.startswith("terminology.")]
