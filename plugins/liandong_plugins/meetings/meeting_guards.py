"""What must hold for a meeting where the county's document says so."""

from datetime import date

import liandong.mechanisms as lm
from liandong_plugins.meetings import meeting_fields as f
from liandong_plugins.meetings import meeting_states as s

READS = {"meetings.entrusted_chairs": "array", "meetings.jointly": "array",
         "meetings.proposers_needed": "integer"}  # fmt: skip


def _stated(case: lm.CaseView, key: str, usual: object) -> object:
    return usual if case.settings is None else case.settings.get(key, usual)


@lm.explained("由这一职务主持的，须受召集人委托", "this chair must be entrusted by the convener")
def is_entrusted(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """山政发〔2025〕8号 四(一), 惠政文〔2024〕22号 二(三)2: a deputy presides if entrusted."""
    entrusted = _stated(case, "meetings.entrusted_chairs", ())
    needed = isinstance(entrusted, list | tuple) and case.facts.get(f.chaired_by.key) in entrusted
    return not needed or case.facts.get(f.entrusted.key) is True


@lm.explained("会议日期还没有到", "the day of the meeting has not come")
def has_come(case: lm.CaseView, on: date) -> bool:
    """A meeting is held on its day or, where people came together later, after it."""
    return on >= date.fromisoformat(str(case.facts[f.meet_on.key]))


@lm.explained("联合召集的会议，纪要要送另一方会签", "jointly convened: the other side signs too")
def is_ours_alone(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The county names the meetings that two sides convene; a single one may be joint too."""
    named = _stated(case, "meetings.jointly", ())
    always = isinstance(named, list | tuple) and case.facts.get(f.series.key) in named
    return not always and case.facts.get(f.jointly.key) is not True


@lm.explained("不是联合召集的会议，纪要不用会签", "not jointly convened: nobody else signs")
def is_joint(case: lm.CaseView, on: date) -> bool:
    """The opposite of the guard above."""
    return not is_ours_alone(case, on)


@lm.explained(
    "提议的单位已达到规定的数量，应当召开", "as many units propose it as the county needs"
)
def may_be_declined(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """Where the county names a number of units that may ask for a meeting, it is held."""
    needed = _stated(case, "meetings.proposers_needed", 0)
    asking = 1 + sum(row.state == s.joined.key for row in case.rows_of("proposal"))
    return not isinstance(needed, int) or needed == 0 or asking < needed


@lm.explained("已过期限", "the day by which it was due is over")
def in_time(case: lm.CaseView, on: date) -> bool:
    """The meeting set the day, no rule does: a later report accuses nobody."""
    facts = case.row.facts if case.row else {}
    stated = facts.get(f.due.key) or facts.get(f.report_by.key)
    return stated is None or on <= date.fromisoformat(str(stated))
