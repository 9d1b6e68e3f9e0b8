"""What guards of the kit cannot say: which way a matter goes, and whether a stated day is over."""

from datetime import date

import liandong.mechanisms as lm

ON_TRANSFER, ON_FILING = {None, "", "environment"}, {None, "", "overdue", "wrong_filing"}


@lm.explained("监督移送只能选环境犯罪案件的情形", "only the environment goes with a transfer")
def is_about_transfer(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """刑事诉讼规则 第五百五十七条 speaks of units, 第五百五十九条 and following of the police."""
    return case.facts.get(lm.VARIANT) in ON_TRANSFER


@lm.explained("立案监督不能选环境犯罪案件的情形", "the environment does not go with a filing")
def is_about_filing(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The other way round."""
    return case.facts.get(lm.VARIANT) in ON_FILING


@lm.explained("不应当立案而立案的，通知撤销案件", "a wrong filing is cancelled, not ordered")
def should_be_filed(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """刑事诉讼规则 第五百六十一条: 通知立案 or 通知撤销案件."""
    return case.facts.get(lm.VARIANT) != "wrong_filing"


@lm.explained("只有不应当立案而立案的，才撤销案件", "only a wrong filing is cancelled")
def should_be_cancelled(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """刑事诉讼规则 第五百六十一条: 通知立案 or 通知撤销案件."""
    return case.facts.get(lm.VARIANT) == "wrong_filing"


@lm.explained("文书载明的答复日期还没有过", "the day that the paper states is not over")
def is_reply_over(case: lm.CaseView, on: date) -> bool:
    """No rule sets the days of the answer; the paper itself does."""
    return date.fromisoformat(str(case.facts["reply_by"])) < on
