"""处罚与非诉执行案件信息月报 (M05): each key enforcement unit reports the cases of a month.

References:
    * 征求意见稿 二(一)② (by the 5th of each month, to the justice bureau, copied to the
      procuratorate); 行政处罚法 第三十六条, 第五十六条, 第六十条, 第六十一条, 第六十四条,
      第六十七条, 第八十五条 (days shown with the lines)

Limitations:
    * The report is owed for a period, by the day that the county's own limit names (RPT-01), and
      runs in no case. What the bureau returns is owed again. Which month a period reports is the
      county's setting `report.period`.
    * PEN-01 to PEN-07b are shown with the lines and call nobody late: a law may set another period
      than that of PEN-01, and a line knows neither suspensions nor extensions.
    * The county's copy rule brings the procuratorate in, in the act that reports: where a county
      has no such rule, only the bureau reads the report.
    * Lines may be mended after the report too; they are seen by others once `correct` hands them
      in, with the reason. What stood before stays readable.
    * An annotation and what becomes of it are the procuratorate's. The clue goes to supervision
      (M12), to the supervision of executions (M37, whence to the court's, M38), to that of
      transfers (M19; M18 is begun by the unit that transfers) or to public interest (M22).
    * Rows missing against a publicity platform are not counted: no such platform is connected.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.case_reporting import report_fields as f
from liandong_plugins.case_reporting import report_papers as papers
from liandong_plugins.case_reporting import report_rows as rows
from liandong_plugins.case_reporting import report_states as s
from liandong_plugins.case_reporting import report_tables as tables

# fmt: off
penalty, execution = tables.penalty, tables.execution
told = (f.bureau, f.procuratorate)
clue = lm.moved_row(rows.annotation, s.handed_over)
monthly = lm.Obligation(
    "monthly", label="案件信息月报", owed_by=f.unit, limit=s.RPT_01, met_by=s.submitted,
    about=f.month, undone_by=(s.returned,))

MECHANISM = lm.Mechanism(
    key="enforcement_case_reporting", version=1, label="处罚与非诉执行案件信息月报",
    ways=(
        ("submit", "file"),
    ),
    speaks_of=lm.Part.ISSUER,
    number_word="案报", titled="{month}行政处罚和行政非诉执行案件信息",
    tables=(penalty, execution), rows=(rows.correction, rows.annotation),
    once=lm.Once(f.month, unless=(s.discarded,)), obligations=(monthly,),
    transitions=(
        Move("open", None, s.drafting, label="填报月报", by=f.clerks, asks=(f.month,),
             names=(lm.one(f.bureau),)),
        Move("submit", s.at_unit, s.submitted, label="报送", by=f.clerks,
             guard=lm.any_line(penalty, execution), produces=papers.information_table,
             tells=told, brings=(f.procuratorate,), presents=True, copies=True),
        Move("submit_nil", s.at_unit, s.submitted, label="零报告", by=f.clerks, asks=(f.is_nil,),
             guard=lm.no_line(penalty, execution), produces=papers.nil_table,
             tells=told, brings=(f.procuratorate,), presents=True, copies=True),
        Move("discard", s.at_unit, s.discarded, label="不再报送", by=f.clerks, asks=(common.why,)),
        Move("file", s.submitted, s.filed, label="备案", by=f.checkers, asks=(f.opinion,),
             produces=papers.filing_receipt, tells=(f.unit, f.procuratorate)),
        Move("give_back", s.submitted, s.returned, label="退回", by=f.checkers, asks=(common.why,)),
        Move("correct", (s.submitted, s.filed), lm.SAME, label="报送更正", by=f.clerks,
             asks=(f.correction,), presents=True,
             puts=(lm.Put(rows.correction.key, "note", f.unit),)),
        Move("begin_supervision", s.out, lm.SAME, label="转行政违法行为监督", by=f.prosecutor,
             internal=True, asks=(f.clue_title, f.clue_source), guard=clue,
             hands_over=lm.HandOver("violation_supervision_alert", opening="register",
                                    shares={"title": f.clue_title, "source": f.clue_source},
                                    parties={lm.Part.ISSUER: lm.Part.RESPONDENT})),
        Move("begin_execution_supervision", s.out, lm.SAME, label="转非诉执行监督",
             by=f.prosecutor, internal=True, asks=(f.clue_title, f.clue_source), guard=clue,
             hands_over=lm.HandOver("non_litigation_execution", opening="examine",
                                    shares={"title": f.clue_title,
                                            "supervision_source": f.clue_source},
                                    parties={lm.Part.ISSUER: lm.Part.RESPONDENT})),
        Move("begin_transfer_supervision", s.out, lm.SAME, label="转应移不移监督",
             by=f.prosecutor, internal=True, guard=clue,
             asks=(f.clue_title, f.suspected_crime),
             hands_over=lm.HandOver("transfer_supervision",
                                    shares={"title": f.clue_title,
                                            "suspected_crime": f.suspected_crime},
                                    parties={lm.Part.ISSUER: lm.Part.ADDRESSEE})),
        Move("begin_public_interest", s.out, lm.SAME, label="转公益诉讼线索", by=f.prosecutor,
             internal=True, asks=(f.clue_title,), guard=clue,
             hands_over=lm.HandOver("public_interest_clue", shares={"title": f.clue_title})),
    ),
    metrics=(
        lm.Metric("on_time_rate", lm.met(monthly), lm.due(monthly), label="按时报送率"),
        lm.Metric("copy_rate", lm.copied("submit", "submit_nil"),
                  lm.copies_due("submit", "submit_nil"), label="抄送率"),
        lm.Metric("return_rate", lm.cases(s.returned), lm.cases(s.submitted), label="退回率"),
        lm.Metric("late_correction_rate", lm.rows(rows.correction, s.corrected),
                  lm.cases(s.submitted), label="报送后更正率"),
    ),
)
