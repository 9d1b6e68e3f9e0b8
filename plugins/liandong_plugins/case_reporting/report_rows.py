"""Rows beside the lines: corrections after the report, and what the procuratorate notes."""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.case_reporting import report_fields as f
from liandong_plugins.case_reporting import report_states as s

# fmt: off
HAND_OVERS = ("begin_supervision", "begin_execution_supervision", "begin_transfer_supervision",
              "begin_public_interest")
correction = lm.RowType("correction", label="更正", held_by=f.corrected_by, transitions=(
    Move("note", None, s.corrected, label="记录更正", by=f.clerks, asks=(f.corrected_by,),
         during=(s.submitted, s.filed), along=("correct",)),
))
annotation = lm.RowType("annotation", label="批注", internal=True, transitions=(
    Move("annotate", None, s.noted, label="批注", by=f.prosecutor,
         asks=(f.of_table, f.line_number, f.remark), during=s.out),
    Move("amend", s.noted, lm.SAME, label="修改批注", by=f.prosecutor,
         asks=(f.of_table, f.line_number, f.remark), during=s.out),
    Move("make_clue", s.noted, s.handed_over, label="作为线索", by=f.prosecutor,
         during=s.out, along=HAND_OVERS),
    Move("drop", s.noted, s.dropped, label="不作线索", by=f.prosecutor, asks=(common.why,),
         during=s.out),
))
