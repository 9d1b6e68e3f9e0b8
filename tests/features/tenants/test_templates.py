"""A package made of a line of the list and of a template passes every check, and rehearses."""

import json

import pytest

from liandong.features.tenants.service import (
    compile_package,
    divisions,
    families,
    identity_for,
    package_for,
    template,
)
from liandong.features.tenants.service.checking import problems_of
from support.counties import packages

SPECIAL = ["110101", "500229", "429021", "620123", "150723", "441900", "440304", "131028"]


@pytest.fixture(autouse=True, scope="module")
def wired() -> None:
    packages()


@pytest.mark.parametrize("family", families())
@pytest.mark.parametrize("code", SPECIAL)
def test_a_generated_package_is_right(family: str, code: str) -> None:
    package = package_for(divisions().get(code), template(family))

    assert problems_of(package, ()) == []
    assert compile_package(package).package.tenant.county.mode == "rehearsal"


@pytest.mark.parametrize("family", families())
def test_nothing_is_left_of_the_county_whose_package_was_the_template(family: str) -> None:
    model = template(family)
    package = package_for(divisions().get("620123"), model)

    said = json.dumps(package.files, ensure_ascii=False)
    assert model.name not in said
    assert model.tenant["short_name"] not in said
    assert '"SEED-' not in said


def test_units_and_numbers_bear_the_words_of_the_new_county() -> None:
    package = package_for(divisions().get("620123"), template("government_procuratorate"))

    names = {unit["key"]: unit["name"] for unit in package.files["roster"]["units"]}
    assert names["government"] == "榆中县人民政府"
    assert names["justice_bureau"] == "县司法局"
    assert len(names) == 10
    assert package.tenant["numbering"]["organs"]["procuratorate"] == "榆检"
    assert package.tenant["parents"]["city"] == {"code": "6201", "name": "兰州市"}
    assert package.tenant["upper_court"]["name"] == "兰州市中级人民法院"


def test_what_rests_on_the_other_countys_document_is_to_be_confirmed() -> None:
    package = package_for(divisions().get("620123"), template("government_procuratorate"))

    enabled = package.files["mechanisms"]["enabled"]
    assert enabled
    assert all(entry["to_confirm"] for entry in enabled.values())


def test_cities_and_provinces_are_who_the_list_says() -> None:
    city = identity_for(divisions().get("4290"))

    assert problems_of(city, ()) == []
    assert (city.name, city.parent, city.level) == ("湖北省直辖县级行政区划", "42", "city")
