"""The units of a county, for whoever addresses a case."""

from sqlalchemy.orm import Session, sessionmaker

from support.counties import build_county
from support.http import open_app, opening, sign_in

DAY = "2026-04-27"
UNITS = "/api/v1/t/410108/units"


def test_the_units_of_the_county_are_listed_and_can_be_addressed(
    sessions: sessionmaker[Session],
) -> None:
    county = build_county(sessions)
    prosecutor = sign_in(open_app(sessions, DAY), county, "prosecutor", DAY)

    answer = prosecutor.call("GET", UNITS)

    assert answer.status_code == 200
    listed = {unit["id"]: unit for unit in answer.json["items"]}
    assert {str(unit_id) for unit_id in county.units.values()} <= listed.keys()
    ours = listed[str(county.units["procuratorate"])]
    assert (ours["kind"], "procuratorate" in ours["roles"]) == ("procuratorate", True)
    bureau = next(u for u in listed.values() if u["kind"] == "enforcement_department")
    opened = prosecutor.post("/procuratorial_suggestion", opening(DAY, addressee=bureau["id"]))
    assert opened.status_code == 201
