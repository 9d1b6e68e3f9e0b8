"""An unsaved policy: wrong lines, cuts, changes and whom they concern; nothing is written."""

from typing import Any

import pytest
from sqlalchemy import func, select

from liandong.features.access import service as access
from liandong.features.tenants.models import TenantRevision
from liandong.features.tenants.service import current, policy_text
from liandong.kernel.errors import InvalidInputError
from support.counties import KEY
from support.stages import DAY


def tried(gallery: Any, *lines: str) -> access.Trial:
    with gallery.county.acting("admin", DAY) as (uow, me, clock):
        return access.try_out(uow, clock, me, "\n".join((mine(uow), *lines)))


def mine(uow: Any) -> str:
    return policy_text(current(uow).package["policy"])


def test_what_is_in_force_changes_nothing(gallery: Any) -> None:
    assert tried(gallery) == access.Trial()


def test_wrong_lines_are_named_and_nothing_else_is_said(gallery: Any) -> None:
    found = tried(
        gallery,
        "p, liaison@moon, public_interest_clue, read, party, allow",
        f"p, liaison@court, {KEY}, burn, own, allow",
        "p, liaison@court, page, todo, own, allow",
    )
    assert [each.where for each in found.problems] == ["policy.csv:3"]

    found = tried(
        gallery,
        f"p, liaison@court, {KEY}, burn, own, allow",
        "p, liaison@court, page, todo, own, allow",
    )
    assert sorted(each.where for each in found.problems) == ["policy.csv:3", "policy.csv:4"]
    assert (found.changes, found.accounts, found.cuts) == ((), (), ())


def test_the_accounts_concerned_are_those_whose_answer_changes(gallery: Any) -> None:
    kind = "department"
    with gallery.county.acting("handler", DAY) as (_, me, _):
        kind = me.unit_kind
    found = tried(gallery, f"p, handler@{kind}, {KEY}, serve, own, deny")

    (words,) = access.change_words(found.changes)
    assert "不再可以" in words.zh
    assert "can no longer" in words.en
    assert gallery.login("handler") in {each.login for each in found.accounts}
    assert all(each.name for each in found.accounts)
    assert all(each.losses and not each.gains for each in found.accounts)
    assert gallery.login("prosecutor") not in {each.login for each in found.accounts}


def test_what_the_ceiling_cuts_is_said_of_lines_and_of_links(gallery: Any) -> None:
    found = tried(
        gallery,
        f"p, liaison@court, {KEY}, issue, own, allow",
        "g, liaison@court, prosecutor@procuratorate",
    )

    words = [each.zh for each in access.cut_words(found.cuts)]
    assert any(line.startswith("policy.csv:3：上限去掉") for line in words)
    assert any("liaison@court 承继的权限里，上限去掉" in line for line in words)


def test_nothing_is_saved(gallery: Any) -> None:
    tried(gallery, f"p, desk@court, {KEY}, read, party, allow")

    with gallery.county.acting("admin", DAY) as (uow, _, _):
        of_mine = TenantRevision.tenant_id == uow.tenant_id
        assert uow.session.scalar(select(func.count(TenantRevision.id)).where(of_mine)) == 1
        assert "desk@court" not in mine(uow)


def test_a_text_too_long_is_refused(gallery: Any) -> None:
    with pytest.raises(InvalidInputError):
        tried(gallery, "#" * access.LONGEST)
