"""All limits of the law stand in the plugins, those of the four counties in their packages."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import liandong.mechanisms as lm
import liandong_plugins
from support import limits_page
from support.declared import county_limits, limits, register, registry

PLUGINS = Path(liandong_plugins.__file__).parent
LIMITS = limits()
#: id, length (≥ at least, - before, + extension), unit, regime, rolls, evidence, in force since
#: ("draft", "unread": the instrument has no day of its own), and what an extension extends.
TABLE = """
SEED-XY-01 5 point POINT yes text draft
SEED-XY-02 3 working_day WD no text draft
SEED-XY-03a 1 quarter POINT no text draft
SEED-XY-03b 1 quarter POINT no text draft
SEED-XY-03c 1 quarter POINT no text draft
SEED-XY-04a - - NONE no text draft
SEED-XY-04b - - NONE no text draft
SEED-XY-04c - - NONE no text draft
SEED-SD-01 - stated STATED yes text 2025-02-28
SEED-SD-02 - - NONE no text 2025-02-28
SEED-SD-03a - - NONE no text 2025-02-28
SEED-SD-03b - - NONE no text 2025-02-28
SEED-SD-03c - - NONE no text 2025-02-28
SEED-HJ-01 2 month NAT yes text 2024-01-19
SEED-HJ-02 1 year POINT no text 2024-01-19
SEED-HJ-03a - - NONE no text 2024-01-19
SEED-HJ-03b - - NONE no text 2024-01-19
SEED-HJ-04a - - NONE no text 2024-01-19
SEED-HJ-04b - - NONE no text 2024-01-19
SEED-HJ-04c - - NONE no text 2024-01-19
SEED-WS-01 2 month NAT yes text 2025-06-05
SEED-WS-02 - - NONE no text 2025-06-05
SEED-WS-03 - - NONE no text 2025-06-05
SEED-WS-04a - - NONE no text 2025-06-05
SEED-WS-04b - - NONE no text 2025-06-05
SUG-01 2 month NAT yes text 2019-02-26
SUG-02 - stated STATED yes text 2019-02-26
SUG-03 - - NONE no text 2019-01-01
SUG-04 - stated STATED yes text 2019-02-26
SUG-05 - - NONE no text 2019-02-26
SUG-06 5 day LIT yes text 2019-02-26
SUG-07 - - NONE no text 2019-02-26
SUG-08 - - NONE no text 2019-02-26
SUG-09 1 month NAT yes text 2021-06-01
SUG-10 2 month LIT yes text 2019-02-26
SUG-11 - - NONE no text 2019-02-26
PIL-01 2 month LIT yes text 2021-01-01
PIL-02 15 day LIT yes text 2021-01-01
PIL-03 7 day LIT yes text 2021-07-01
PIL-04 3 day LIT yes text 2021-07-01
PIL-05 5 day LIT yes text 2021-07-01
PIL-06a 1 month LIT yes text 2021-07-01
PIL-06b 3 month LIT yes text 2021-07-01
PIL-06c +1 month LIT yes text 2021-07-01 PIL-06a
PIL-06d +1 month LIT yes text 2021-07-01 PIL-06b
PIL-07 ≥30 day LIT yes text 2021-01-01
PIL-08 30 day LIT yes text 2021-07-01
PIL-09 - - NONE no text 2021-07-01
PIL-10 - - NONE no text 2021-07-01
PIL-11 - - NONE no text 2026-08-15
PIL-12 - - NONE no text 2021-07-01
COOP-01 - stated STATED yes unconfirmed 2021-09-01
ALERT-01 - - NONE no unconfirmed 2019-01-01
ALERT-02 - stated STATED yes unconfirmed 2019-01-01
PIL-13a 5 day LIT yes text 2021-07-01
PIL-13b 3 day LIT yes text 2021-07-01
PIL-13c 3 day LIT yes text 2021-07-01
PIL-13d 3 day LIT yes text 2021-07-01
TRF-01 - - NONE no text 2020-08-07
TRF-02 3 day NATX yes text 2020-08-07
TRF-03 24 hour HOUR no text 2020-08-07
TRF-04 24 hour HOUR no text 2020-08-07
TRF-05 3 day NATX yes text 2020-08-07
TRF-06a 3 day NATX yes text 2020-08-07
TRF-06b 3 day NATX yes text 2020-08-07
TRF-06c 3 day NATX yes text 2020-08-07
TRF-06d 3 day NATX yes text 2020-08-07
TRF-07 3 day NATX yes text 2020-08-07
TRF-08a 3 day NATX yes text 2018-01-01
TRF-08b 10 day NATX yes text 2018-01-01
TRF-08c 30 day NATX yes text 2018-01-01
TRF-08d +30 day NATX yes text 2018-01-01 TRF-08c
TRF-09a 3 day NATX yes reported 2015-11-06
TRF-09b 7 day NATX yes reported 2015-11-06
TRF-09c 30 day NATX yes reported 2015-11-06
TRF-10a - - NONE no text 2006
TRF-10b 10 day NATX yes text 2006
TRF-11a 3 day NATX yes reported 2019-04-16
TRF-11b 24 hour HOUR no reported 2019-04-16
TRF-11c 3 day NATX yes reported 2019-04-16
TRF-12a 7 day CRIM yes text 2019-12-30
TRF-12b 15 day CRIM yes text 2019-12-30
TRF-12c 3 month CRIM yes text 2019-12-30
TRF-13 10 day CRIM yes text 2019-12-30
TRF-14 7 day CRIM yes text 2019-12-30
TRF-15a 10 day NATX yes unconfirmed 2011
TRF-15b 30 day NATX yes unconfirmed 2011
TRF-16a 24 hour HOUR no text 2020-09-01
TRF-16b 3 day NATX yes text 2020-09-01
TRF-17a 3 day NATX yes reported 2017-01-25
TRF-17b 3 day NATX yes reported 2017-01-25
TRF-18 - - NONE no unconfirmed 2021-09-06
TRF-19a 7 day CRIM yes text 2019-12-30
TRF-19b 7 day CRIM yes text 2019-12-30
TRF-19c 15 day CRIM yes text 2019-12-30
REV-01 3 working_day WD no reported 2024-11-26
REV-02 10 working_day WD no text 2024-11-26
REV-03 3 day LIT yes unconfirmed 2021-09-06
REV-04 2 month NAT yes reported 2021-09-06
REV-05 - stated STATED yes unconfirmed 2021-09-06
REV-06 - - NONE no unconfirmed 2021-09-06
REV-07 - - NONE no text 2018-10-26
REV-08 - - NONE no text 2024-11-26
REV-09 - - NONE no reported 2023-07
REV-10 - - NONE no unconfirmed 2021-09-06
PEN-01 90 day NAT no text 2021-07-15
PEN-02 7 working_day PEN no text 2021-07-15
PEN-03 3 working_day PEN no text 2021-07-15
PEN-04 7 working_day PEN no text 2021-07-15
PEN-05a 5 working_day PEN no text 2021-07-15
PEN-05b -7 working_day PEN no text 2021-07-15
PEN-06 15 day NAT yes text 2021-07-15
PEN-07a 2 year NAT no text 2021-07-15
PEN-07b 5 year NAT no text 2021-07-15
PEN-08a 7 working_day WD no reported 2018-12
PEN-08b 20 working_day WD no reported 2018-12
PEN-08c - - NONE no text 2021-07-15
PEN-09 - - NONE no unconfirmed unread
REC-01a 60 day LIT yes text 2024-01-01
REC-01b 1 year LIT yes text 2024-01-01
REC-02a 5 working_day REC no text 2024-01-01
REC-02b 5 working_day REC no text 2024-01-01
REC-02c 10 working_day REC no text 2024-01-01
REC-03a 7 working_day REC no text 2024-01-01
REC-03b 10 working_day REC no text 2024-01-01
REC-04a 3 working_day REC no text 2024-01-01
REC-04b 5 working_day REC no text 2024-01-01
REC-04c 30 day LIT yes text 2024-01-01
REC-05a 60 day LIT yes text 2024-01-01
REC-05b +30 day LIT yes text 2024-01-01 REC-05a
REC-06a 30 day LIT yes text 2024-01-01
REC-06b 7 working_day REC no text 2024-01-01
REC-07a 3 working_day REC no text 2024-01-01
REC-07b 10 working_day REC no text 2024-01-01
REC-08 60 day LIT yes text 2024-01-01
REC-09 60 day LIT yes text 2024-01-01
REC-10a 5 working_day REC no text 2024-01-01
REC-10b -5 working_day REC no text 2024-01-01
DOC-01a ≥5 working_day WD no unconfirmed 2018-12
DOC-01b 15 working_day WD no unconfirmed 2018-12
DOC-02 ≥7 working_day WD no text 2019-09-01
DOC-03 15 day NAT yes unconfirmed unread
DOC-04 30 day NAT yes text 2024-11-01
DOC-05a ≥30 day NAT yes text 2019-09-01
DOC-05b -7 day NAT no text 2019-09-01
SUP-01a - stated STATED yes text 2026-02-01
SUP-01b - stated STATED yes text 2026-02-01
SUP-01c - stated STATED yes text 2026-02-01
SUP-02 - - NONE no text 2026-02-01
NLE-01 ≥10 working_day COER no text 2012-01-01
NLE-02 3 month LIT yes text 2012-01-01
NLE-03 5 working_day COER no text 2012-01-01
NLE-04a 15 day LIT yes text 2012-01-01
NLE-04b 15 day LIT yes text 2012-01-01
NLE-05a 7 working_day COER no text 2012-01-01
NLE-05b 30 day LIT yes text 2012-01-01
NLE-06a 5 working_day COER no text 2012-01-01
NLE-06b 15 day LIT yes text 2012-01-01
NLE-06c 30 day LIT yes text 2012-01-01
NLE-07 5 working_day COER no text 2012-01-01
NLE-08a 30 day NAT no text 2012-01-01
NLE-08b +30 day NAT no text 2012-01-01 NLE-08a
NLE-09 24 hour HOUR no text 2012-01-01
LIT-01a 6 month LIT yes text 2021-09-01
LIT-01b 6 month LIT yes text 2021-09-01
LIT-01c 6 month LIT yes text 2021-09-01
LIT-01d 6 month LIT yes text 2021-09-01
LIT-02a 7 day LIT yes text 2021-09-01
LIT-02b 3 day LIT yes text 2021-09-01
LIT-02c 3 day LIT yes text 2021-09-01
LIT-03 3 month LIT yes text 2021-09-01
LIT-04a 15 day LIT yes text 2021-09-01
LIT-04b 15 day LIT yes text 2021-09-01
LIT-04c 15 day LIT yes text 2021-09-01
LIT-04d 15 day LIT yes text 2021-09-01
LIT-05a -3 day LIT no text 2020-07-01
LIT-05b 0 point POINT no text 2020-07-01
LIT-06 15 day LIT yes text 2017-07-01
LIT-07a 6 month LIT yes text 2017-07-01
LIT-07b 15 day LIT yes text 2017-07-01
LIT-08a 15 day LIT yes text 2021-09-01
LIT-08b 15 day LIT yes text 2021-09-01
LIT-08c -3 day LIT no text 2021-09-01
LIT-08d 5 day LIT yes text 2021-09-01
LIT-09a 6 month LIT yes text 2021-09-01
LIT-09b 6 month LIT yes text 2021-09-01
MIN-01 - - NONE no text 2021-06-01
MIN-02a 0 point POINT no text 2021-06-01
MIN-02b 1 year POINT no text 2021-06-01
MIN-04 - - NONE no text 2021-06-01
AID-01a 10 working_day WD no unconfirmed 2014
AID-01b 10 working_day WD no unconfirmed 2014
AID-01c 2 working_day WD no unconfirmed 2014
AID-02 - - NONE no text 2026-07-01
HOT-01 - - NONE no unconfirmed 2020-12
PET-01a 15 day NAT yes text 2022-05-01
PET-01b 5 working_day WD no text 2022-05-01
PET-01c 60 day NAT yes text 2022-05-01
PET-01d +30 day NAT yes text 2022-05-01 PET-01c
PET-01e 30 day NAT yes text 2022-05-01
PET-01f 30 day NAT yes text 2022-05-01
COR-01 - - NONE no text 2020-07-01
COR-02a 7 day NAT no unconfirmed 2020-07-01
COR-02b 30 day NAT no unconfirmed 2020-07-01
COR-02c 6 month NAT no unconfirmed 2020-07-01
COR-02d -3 day NAT no unconfirmed 2020-07-01
HAN-01a 2 year NAT yes reported 2018-01-01
HAN-01b 12 month NAT yes reported 2018-01-01
SAF-01a 1 hour HOUR no text 2007-06-01
SAF-01b 2 hour HOUR no text 2007-06-01
SAF-02a 60 day NAT yes text 2007-06-01
SAF-02b +60 day NAT yes text 2007-06-01 SAF-02a
SAF-03a 15 day NAT yes text 2007-06-01
SAF-03b 30 day NAT yes text 2007-06-01
SAF-03c +30 day NAT yes text 2007-06-01 SAF-03b
SAF-03d - - NONE no text 2007-06-01
INF-01 20 working_day WD no text 2019-05-15
INF-02a 20 working_day WD no text 2019-05-15
INF-02b +20 working_day WD no text 2019-05-15 INF-02a
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]
ROLL = {
    "yes": lm.Roll.NEXT_WORKING_DAY,
    "no": lm.Roll.NONE,
    "back": lm.Roll.PREVIOUS_WORKING_DAY,
}
SIGN = {"≥": lm.Bound.AT_LEAST, "-": lm.Bound.BEFORE, "+": lm.Bound.EXTENSION}
WITHDRAWN = """
TRF-06 TRF-08 TRF-09 TRF-10 TRF-11 TRF-12 TRF-15 TRF-16 TRF-17 TRF-19 PIL-06 PIL-13 PEN-05 PEN-07
PEN-08 REC-01 REC-02 REC-03 REC-04 REC-05 REC-06 REC-07 REC-10 DOC-01 DOC-05 SUP-01 NLE-04 NLE-05
NLE-06 NLE-08 LIT-01 LIT-02 LIT-04 LIT-05 LIT-07 LIT-08 LIT-09 MIN-02 MIN-03 AID-01 PET-01 COR-02
HAN-01 SAF-01 SAF-02 SAF-03 INF-02 SEED-XY-03 SEED-XY-04 SEED-SD-03 SEED-HJ-03 SEED-HJ-04
SEED-WS-04
"""


def value_of(limit: lm.TimeLimit) -> lm.LimitValue:
    ((_, value),) = limit.values
    assert value is not None
    return value


def test_there_are_219_limits_and_none_twice() -> None:
    law = [each for file in registry().files for each in file.limits.values() if not each.is_slot]
    county = [key for each in county_limits().values() for key in each]

    assert len({*county, *(each.id for each in law)}) == 219
    assert (len(county), len(law)) == (25, 194)


def test_so_many_were_read_reported_or_not_confirmed() -> None:
    evidence = Counter(str(value_of(limit).evidence) for limit in LIMITS.values())
    numbered = [key for key, limit in LIMITS.items() if value_of(limit).length is not None]
    stated = [key for key, limit in LIMITS.items() if limit.regime is lm.Regime.STATED]

    assert evidence == {"text": 182, "reported": 15, "unconfirmed": 22}
    assert (len(numbered), len(stated)) == (167, 9)


def test_an_id_that_was_split_names_nothing() -> None:
    assert len(set(WITHDRAWN.split())) == 53
    assert not set(WITHDRAWN.split()) & set(LIMITS)


def test_the_table_names_every_limit() -> None:
    assert {row[0] for row in ROWS} == set(LIMITS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_limit_says_what_was_read(row: list[str]) -> None:
    key, length, unit, regime, rolls, evidence, _since, *extended = row
    limit, value = LIMITS[key], value_of(LIMITS[key])

    bound = lm.Bound.AT_MOST if length == "-" else SIGN.get(length[0], lm.Bound.AT_MOST)
    number = None if length == "-" else int(length.lstrip("≥-+"))
    assert (value.length, value.bound) == (number, bound)
    assert (value.counted_in or "-") == unit
    assert (limit.regime, limit.roll, value.evidence) == (regime, ROLL[rolls], evidence)
    assert limit.extends == (extended[0] if extended else None)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_limit_begins_when_its_instrument_took_effect(row: list[str]) -> None:
    key, since = row[0], row[6]
    value = value_of(LIMITS[key])

    if since == "draft":
        statuses = {register().instruments[each.instrument].status for each in value.basis}
        assert (value.effective_from, statuses) == (date(2026, 1, 1), {"draft"})
    elif since == "unread":
        assert value.evidence is lm.Evidence.UNCONFIRMED
    else:
        assert value.effective_from == date.fromisoformat((since + "-01-01")[:10])


@pytest.mark.parametrize("limit", LIMITS.values(), ids=LIMITS)
def test_a_limit_is_complete(limit: lm.TimeLimit) -> None:
    value = value_of(limit)

    assert all((limit.matter, limit.start_event.isidentifier(), limit.owed_by, value.basis))
    assert all(name.isidentifier() for name in limit.owed_by)
    for basis in value.basis:
        clause = register().find(basis.instrument, basis.clause)
        assert clause is not None
        assert not basis.quote or basis.quote in clause.quotes
    if limit.regime in {lm.Regime.WD, lm.Regime.PEN, lm.Regime.COER, lm.Regime.REC}:
        assert (limit.roll, value.counted_in) == (lm.Roll.NONE, lm.CountedIn.WORKING_DAY)


def test_an_extension_lengthens_a_limit_of_its_own_kind() -> None:
    longer = [limit for limit in LIMITS.values() if limit.extends]

    assert len(longer) == 9
    for limit in longer:
        extended = LIMITS[str(limit.extends)]
        assert (extended.regime, extended.roll) == (limit.regime, limit.roll)
        assert extended.extends is None


def test_a_point_says_whether_its_day_is_in_time() -> None:
    points = {key: limit.inclusive for key, limit in LIMITS.items() if limit.regime == "POINT"}

    assert points == {
        "SEED-XY-01": True,
        "SEED-XY-03a": True,
        "SEED-XY-03b": True,
        "SEED-XY-03c": True,
        "SEED-HJ-02": True,
        "MIN-02a": False,
        "MIN-02b": True,
        "LIT-05b": False,
    }
    assert {key for key in points if value_of(LIMITS[key]).length == 0} == {"MIN-02a", "LIT-05b"}


def test_each_slot_is_filled_by_a_limit_of_some_county_and_by_nothing_else() -> None:
    slots = {key for file in registry().files for key, each in file.limits.items() if each.is_slot}
    places = {limit.in_place_of for limit in LIMITS.values() if limit.in_place_of}

    assert slots == {"MEET-01", "RPT-01", "PRF-01", "DSP-01", "HRG-01"}
    assert places == {*slots, "SUG-01", "REV-04"}


def test_every_file_of_limits_is_declared() -> None:
    folders = {path.parent.name for path in PLUGINS.glob("*/time_limits.yaml")}

    assert {file.package.rpartition(".")[2] for file in registry().files} == folders


def test_the_page_of_limits_is_current() -> None:
    assert limits_page.PAGE.read_text() == limits_page.page(), "python -m support.limits_page"
