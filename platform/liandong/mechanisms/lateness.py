"""Who is never called late, whatever is known of the wording: each case with its reason.

Sources: the column "owed by" and the end of section 2.8 of the list of time limits (courts are
watched for the next step of others, private persons and other parties of a court case are shown
and never named), its column "length" (what lasts at least so long is at fault when it ends too
early), its regime NONE (及时, 立即 and duties without a number are never late by law), the nature
of a right, which lapses, and of a power that ends (行政处罚法 第三十六条: 不再给予行政处罚).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from liandong.mechanisms.limits import Bound, LimitValue, Regime, TimeLimit


@dataclass(frozen=True)
class NeverLate:
    """Why nobody is called late by a limit."""

    key: str
    zh: str
    en: str


_COURT = NeverLate(
    "court",
    "法院的期限只用来掌握下一步，平台不认定法院逾期",
    "a court's time is watched for the next step of others; the platform names no court late",
)
_PARTY = NeverLate(
    "party",
    "当事人是个人或者企业，只显示，不认定逾期",
    "a private person or enterprise is shown and never named late",
)
_OTHER_PARTY = NeverLate(
    "other_party",
    "其他当事人不是成员单位，多是公民、企业，只显示，不认定逾期",
    "another party of the case is no member unit, mostly a citizen or an enterprise: shown only",
)
_LAPSE = NeverLate(
    "lapse",
    "这是追责时效：过了就不再给予处罚，没有谁因此逾期",
    "this is the time in which a penalty may be given: it lapses, and nobody is late by it",
)
_RIGHT = NeverLate(
    "right",
    "这是权利，过期就不能再行使，不算逾期",
    "this is a right: it lapses, and nobody is late by it",
)
_AT_LEAST = NeverLate(
    "at_least",
    "这是至少要满的期间，提前结束才有问题，不存在逾期",
    "this lasts at least so long: ending too early is the fault, never lateness",
)
_NO_NUMBER = NeverLate(
    "no_number",
    "规定没有写天数，只作提醒",
    "the rule gives no number of days: it reminds only",
)
#: Keys of the column "owed by" that are watched or shown, and never named late.
NEVER_LATE_BY_OWNER: Mapping[str, NeverLate] = {
    "court": _COURT,
    "party": _PARTY,
    "other_party": _OTHER_PARTY,
}


def why_never_late(limit: TimeLimit, value: LimitValue) -> NeverLate | None:
    """Return why nobody is called late by a limit; None where somebody may be.

    Of several that owe it together, one who may be late is enough.
    """
    if limit.is_right:
        return _RIGHT
    if limit.is_lapse:
        return _LAPSE
    owners = [NEVER_LATE_BY_OWNER.get(name) for name in limit.owed_by]
    if owners and all(owners):
        return owners[0]
    if value.bound is Bound.AT_LEAST:
        return _AT_LEAST
    if value.length is None and limit.regime is not Regime.STATED:
        return _NO_NUMBER
    return None
