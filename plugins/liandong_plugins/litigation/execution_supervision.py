"""Supervision of an execution: the procuratorate finds what the unit, or the court, fell short of.

A matter of the procuratorate's own. Neither the unit nor the court hears of it before the
suggestion that it leads to.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.litigation import execution_fields as f
from liandong_plugins.litigation import execution_states as s
from liandong_plugins.litigation.execution_fields import chief, prosecutor

KEY = "non_litigation_execution"
OF_UNIT = frozenset({"late", "neglected"})


@lm.explained("问题不在行政机关", "what was found is not the unit's")
def is_of_unit(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """行政强制法 第五十三条: to apply, and in time, is the unit's duty."""
    return case.facts.get("defect") in OF_UNIT


@lm.explained("问题不在人民法院", "what was found is not the court's")
def is_of_court(case: lm.CaseView, on: date) -> bool:
    """行政诉讼监督规则 第一百一十三条: a suggestion on the execution goes to the court."""
    return not is_of_unit(case, on)


# fmt: off
there = {lm.Part.RESPONDENT: lm.Part.ADDRESSEE}
moves = (
    Move("begin_supervision", s.told, lm.SAME, label="转检察监督", by=prosecutor, internal=True,
         asks=(f.clue_title, f.clue_source), hands_over=lm.HandOver(
             KEY, "examine", shares={"title": f.clue_title, f.source.key: f.clue_source},
             parties={lm.Part.ISSUER: lm.Part.RESPONDENT})),
    Move("examine", None, s.examining, label="开展执行监督", by=prosecutor,
         asks=(common.title, f.source), names=(lm.one(f.supervised),)),
    Move("mark_supervised_land", s.examining, lm.SAME, label="登记土地执法领域", by=prosecutor,
         asks=(f.is_land,), here=lm.here(f"{KEY}.marks_land", value=True, usual=False)),
    Move("investigate", s.examining, lm.SAME, label="调查核实", by=prosecutor, asks=(f.means,),
         hands_over=lm.HandOver("investigation_cooperation", parties=there, shares={
             "title": common.title, "measure": f.means, "source": f.source})),
    Move("establish", (s.examining, s.established), s.established, label="认定问题",
         by=prosecutor, asks=(f.defect, f.finding, common.evidence)),
    Move("suggest_unit", s.established, s.suggested, label="向行政机关提出检察建议",
         by=prosecutor, asks=(f.suggestion_kind,), guard=is_of_unit, hands_over=lm.HandOver(
             "procuratorial_suggestion", parties=there,
             shares={"title": common.title, "kind": f.suggestion_kind})),
    Move("suggest_court", s.established, s.to_court, label="转行政诉讼监督", by=prosecutor,
         asks=(f.court_source,), names=(lm.one(f.court),), guard=is_of_court,
         hands_over=lm.HandOver("litigation_supervision", "find", parties={
             lm.Part.ADDRESSEE: lm.Part.ADDRESSEE}, shares={
             "title": common.title, "source": f.court_source, "grounds": f.finding,
             f.defect.key: f.defect})),
    Move("confirm_correction", (s.suggested, s.to_court), s.corrected, label="认定已纠正",
         by=prosecutor, asks=(f.correction, common.evidence)),
    Move("find_uncorrected", (s.suggested, s.to_court), s.uncorrected, label="认定未纠正", by=chief,
         asks=(f.correction,)),
    Move("end_examination", (s.examining, s.established, s.suggested, s.to_court), s.examined,
         label="终结审查", by=chief, asks=(common.why,)),
)
