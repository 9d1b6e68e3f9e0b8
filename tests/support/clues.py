"""A clue of public interest handed over by a unit, and the case that its filing began."""

from support.counties import County
from support.matters import Matter

KEY = "public_interest_clue"
ABOUT = {"field": "生态环境和资源保护", "place": "城北河段", "harm": "岸边倾倒建筑垃圾约二百立方米"}


def clue(county: County, **about: str) -> Matter:
    """A clue that the bystander has handed over and the procuratorate has assessed."""
    found = Matter(county, KEY).open(
        "bystander", "2026-03-02", "prepare", {"issuer": "procuratorate"},
        title="城北河段倾倒垃圾", **{**ABOUT, **about},
    )  # fmt: skip
    county.step("bystander", "2026-03-03", found.id, "submit", "clue_letter")
    found.fire("bystander", "2026-03-03", "submit")
    found.fire("prosecutor", "2026-03-04", "register")
    found.fire("prosecutor", "2026-03-05", "assess", assessment="线索属实，拟立案")
    return found


def filed(county: County) -> tuple[Matter, Matter]:
    """The clue and the case that its filing began."""
    found = clue(county)
    assert found.fire("chief", "2026-03-06", "file_administrative") == "filed"
    (case,) = found.next("prosecutor", "2026-03-06")
    return found, case
