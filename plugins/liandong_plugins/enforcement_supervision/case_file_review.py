"""案件评查 (M17): a round each quarter, two reviewers drawn for each file, what is wrong put right.

References:
    * 征求意见稿 二(一)③; 行政执法监督条例 第六条

Limitations:
    * The document names no leader: the justice bureau leads as the county's supervision body
      (`review.lead_unit`, to be confirmed). A county that lets another unit lead has no round
      here: the bureau is not offered one. How often there is a round, a limit of the county
      says that names this mechanism in `used_by`; it is owed outside this case.
    * No rule sets a period for files, opinion or rectification: the days are stated per round,
      per file and per defect, and make nobody late.
    * A unit sees its own files alone, a reviewer the files drawn for, nobody else's score. The
      bureau, which leads and does not score, sees each sheet.
    * The platform draws the reviewers (pool `reviewers`); nobody chooses them. Who has no unit
      with an account cannot score here, nor two of one unit the same file.
    * Names of parties are left out of titles; the file itself is what its unit hands in.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.enforcement_supervision import review_fields as f
from liandong_plugins.enforcement_supervision import review_rows as rows
from liandong_plugins.enforcement_supervision import review_states as s
from liandong_plugins.enforcement_supervision.review_fields import handler, head
from liandong_plugins.enforcement_supervision.review_standard import PASSING

# fmt: off
led_here = lm.here("review.lead_unit", value="justice_bureau", usual="justice_bureau")

MECHANISM = lm.Mechanism(
    key="case_file_review", version=1, label="案件评查", number_word="评查",
    ways=(
        ("start", "report", "close"),
    ),
    package=__package__, speaks_of=lm.Part.ISSUER,
    rows=(rows.file, rows.sheet, rows.defect),
    transitions=(
        Move("plan", None, s.planned, label="制定评查方案", by=handler, asks=f.plan,
             names=(lm.several(f.respondent), lm.maybe(f.observer)), here=led_here),
        Move("start", s.planned, s.sampled, label="抽样并通知", by=head, produces=f.notice,
             guard=lm.any_row(rows.file, s.asked), tells=(f.respondent, f.observer)),
        Move("report", s.sampled, s.reported, label="评查通报", by=head, produces=f.bulletin,
             guard=lm.all_rows(rows.file, s.graded, s.excused), tells=(f.respondent, f.observer)),
        Move("close", s.reported, s.closed, label="办结", by=head,
             guard=lm.all_rows(rows.defect, s.verified, s.forgiven)),
        Move("drop", s.planned, s.dropped, label="不予开展", by=head, asks=(common.why,)),
        Move("end", s.sampled, s.ended, label="终止评查", by=head, asks=(common.why,),
             revokes=f.notice),
        Move("withdraw", s.reported, s.withdrawn, label="撤回通报", by=head, asks=(common.why,),
             revokes=f.bulletin),
    ),
    spares=(lm.withdrawn(s.dropped, s.ended, s.withdrawn),
            lm.excused(s.excused, of=rows.file)),
    metrics=(
        lm.Metric("finished_rate", lm.cases(s.reported), lm.cases(s.sampled),
                  label="评查完成率"),
        lm.Metric("defects_per_file", lm.rows(rows.defect, s.open_), lm.rows(rows.file, s.graded),
                  label="每卷整改事项", neutral=True),
        lm.Metric("rectified_rate", lm.rows(rows.defect, s.verified, s.forgiven),
                  lm.rows(rows.defect, s.open_, s.done, s.verified, s.forgiven),
                  label="评查问题整改率"),
        lm.Metric("rectified_in_time_rate", lm.rows(rows.defect, s.done),
                  lm.rows(rows.defect, s.done, s.done_late), label="整改按期率"),
        lm.Metric("pass_rate", lm.rows(rows.file, s.graded, only=(f.grade, PASSING)),
                  lm.rows(rows.file, s.graded), label="案卷合格率"),
        lm.Metric("reviewed_rate", lm.rows(rows.file, s.graded), lm.rows(rows.file, s.asked),
                  label="案卷评查率"),
    ),
)
