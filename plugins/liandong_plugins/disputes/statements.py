"""What was said in a mediation: who may write it down and hear of it, and never a court."""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, roles

# fmt: off
statement = Field("statement", FieldKind.LONG_TEXT, label="陈述内容", secrecy=lm.Secrecy.PRIVACY)
heard_by = Field("heard_by", FieldKind.UNIT, label="可以看到的单位", required=False, multiple=True,
                 help="不能是法院：调解中的陈述、让步不作为裁判的证据", closed_to=(roles.court,))
taken_by = Field("taken_by", FieldKind.UNIT, label="记录单位", closed_to=(roles.court,),
                 help="写本单位；法院不记录调解中的陈述")
# fmt: on


@lm.explained("记录单位写本单位，法院不记录", "name your own unit, which is no court")
def taken_by_own_unit(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The field takes no court, so that a court writes nothing down, whatever its part."""
    written_by = case.row.facts.get(taken_by.key) if case.row else None
    return str(written_by) == str(case.unit)
