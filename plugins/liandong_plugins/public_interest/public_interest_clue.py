"""公益诉讼线索移送与办案协作 (M22): from the clue to the end of the case, or of the lawsuit.

References:
    * 人民检察院公益诉讼办案规则 第四十三条–第四十九条, 第五十八条, 第六十二条, 第七十条,
      第七十五条, 第七十八条, 第九十一条
    * 两高检察公益诉讼解释 第十三条, 第二十一条; 生态环境法典 第一千零七十三条
    * 征求意见稿 三(二); 山政发〔2025〕8号 二.7, 二.11, 三(三); 惠政文〔2024〕22号 三(九), 三(十二),
      三(十三)

Limitations:
    * PIL-01, PIL-02 and PIL-04 run in the suggestion that `suggest` begins: reply and service of
      that letter are its own. PIL-12 runs in the consultation, PIL-09 in the cooperation that
      `ask_help` begins, for there a unit refuses or obstructs.
    * No rule gives the feedback on a clue a number of days; nothing counts there.
    * The notice of the suspension and of every lawsuit paper to the court is on paper; the court
      takes no part here. The days of the court's papers are entered by the procuratorate.
    * An extension beyond one month is the upper procuratorate's and has no number: it is not here.
"""

import liandong.mechanisms as lm
from liandong_plugins.public_interest import (
    damage_claims,
    pil_case_moves,
    pil_clue_moves,
    pil_suit_moves,
)
from liandong_plugins.public_interest import pil_rows as rows
from liandong_plugins.public_interest import pil_states as s
from liandong_plugins.public_interest.pil_fields import issuer

# fmt: off
MECHANISM = lm.Mechanism(
    key=pil_clue_moves.KEY, version=1, label="公益诉讼线索移送与办案协作", number_word="公益",
    ways=(
        ("submit", "register", "assess", "file_administrative"),
        ("review", "file_administrative"),
        ("issue_decision", "serve", "suggest", "note_service", "end_period", "close"),
        ("issue_decision", "serve", "suggest", "note_service", "end_period", "sue", "lodge",
         "receive_judgment", "take_effect", "finish"),
        ("publish", "end_notice", "sue", "lodge", "receive_judgment", "take_effect", "finish"),
    ),
    changes_county=lm.CountyChange(  # 公益诉讼办案规则 第二十六条: 不得自行退回
        issuer, leaves=(s.registered, s.assessed, s.discovered, s.reviewed), upper_decides=True),
    rows=(rows.repair, rows.cooperation, rows.suspension, rows.period, rows.hearing,
          damage_claims.claim),
    transitions=(*pil_clue_moves.moves, *pil_case_moves.moves, *pil_suit_moves.moves),
    spares=(lm.withdrawn(s.closed_in_suit), lm.excused(s.dropped, of=rows.repair)),
    metrics=(
        lm.Metric("handed_over_rate", lm.cases(s.submitted), lm.cases(s.drafting),
                  label="线索移送率"),
        lm.Metric("filed_rate", lm.cases(s.filed),
                  lm.cases(s.filed, s.not_filed, s.shelved, s.transferred), label="线索立案率"),
        lm.Metric("service_on_time_rate", lm.met(s.PIL_03), lm.due(s.PIL_03),
                  label="立案决定书按期送达率"),
        lm.Metric("rectified_before_suit_rate", lm.cases(s.closed), lm.cases(s.closed, s.suing),
                  label="诉前整改率"),
        lm.Metric("repair_rate", lm.rows(rows.repair, s.accepted),
                  lm.rows(rows.repair, s.accepted, s.failing), label="修复验收合格率"),
    ),
)
