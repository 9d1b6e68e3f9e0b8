"""行刑反向衔接 (M21): after a decision not to prosecute, the opinion that a penalty is due.

Three kinds of cases, linked: the review inside the procuratorate, one opinion for each competent
authority that it leads to, and the notice of an environment case. Nobody outside sees the review.

References:
    * 刑事诉讼法 第一百七十七条; 高检发释字〔2021〕4号 第八条, 第九条, 第十一条
    * 行刑反向衔接工作指引 第十二条, 第十三条; 最高检 2023-07 意见 跟踪督促
    * 征求意见稿 二(六)②; 山政发〔2025〕8号 三(一); 惠政文〔2024〕22号 三(二), 三(十一)

Limitations:
    * REV-03 (three days) runs only where the county reads the rules of 2021 so (A6); the default
      is the guideline of 2024, where REV-01 and REV-02 govern.
    * REV-09 and REV-10 have no number: they stand from the finding that there was no reply, or
      that it was not handled, and remind. Where nobody may be called late the chief finds it.
    * PEN-07a and PEN-07b are shown from the day that the act ended; a power lapses, nobody is late.
    * Seminars with the units are meetings: no move here runs it.
    * What a unit decided on a penalty is its own paper and is handed in as a file.
"""

import liandong.mechanisms as lm
from liandong_plugins.reverse_linkage import linkage_fields as f
from liandong_plugins.reverse_linkage import linkage_rows as rows
from liandong_plugins.reverse_linkage import linkage_states as s
from liandong_plugins.reverse_linkage import opinion_moves, review_moves

# fmt: off
MECHANISM = lm.Mechanism(
    key="reverse_linkage", version=1, label="行刑反向衔接", number_word="检意",
    ways=(
        ("state_decision", "send", "register", "conclude"),
        ("issue", "serve", "file", "penalise", "reply", "close"),
    ),
    rows=(rows.period, rows.exhibit, rows.lapse, rows.contest),
    stated={s.REV_05: f.stated_days},
    transitions=(*review_moves.moves, *opinion_moves.moves),
    variants=(
        lm.Variant("urgent", label="情况紧急", limits={s.REV_04: s.REV_05},
                   asks=(f.stated_days,)),
    ),
    spares=(lm.withdrawn(s.withdrawn),
            lm.objected(s.contested, of=rows.contest, whole=True)),
    metrics=(
        lm.Metric("on_time_rate", lm.met(s.REV_04), lm.due(s.REV_04), label="按期回复率"),
        lm.Metric("review_on_time_rate", lm.met(s.REV_02), lm.due(s.REV_02),
                  label="按期审结率"),
        lm.Metric("penalty_rate", lm.cases(s.penalised), lm.cases(s.served), label="处罚率",
                  reasoned=(s.unpunished, s.unfiled)),
        lm.Metric("unpunished_rate", lm.cases(s.unpunished, s.unfiled), lm.cases(s.served),
                  label="不予处罚率", neutral=True),
        lm.Metric("suggestion_rate", lm.made("suggest"), lm.cases(s.served),
                  label="提出检察建议率", neutral=True),
        lm.Metric("escalation_rate", lm.cases(s.followed_up), lm.cases(s.served),
                  label="转跟踪问效率"),
        lm.mean_days("final_result_days", lm.cases(s.penalised, s.unpunished, s.unfiled),
                     since=lm.cases(s.served), label="作出处理结果平均天数"),
    ),
)
