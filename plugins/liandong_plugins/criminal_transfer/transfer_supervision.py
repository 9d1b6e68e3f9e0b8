"""应移不移、应立不立监督 (M19): the procuratorate supervises transfers, filings and non-filings.

References:
    * 人民检察院刑事诉讼规则 第五百五十四条、第五百五十七条–第五百六十五条
    * 高检发释字〔2021〕4号 第七条; 行政执法机关移送涉嫌犯罪案件的规定 第九条
    * 征求意见稿 二(六)①; 山政发〔2025〕8号 三(一); 惠政文〔2024〕22号 三(十一)

Limitations:
    * What the paper is called is the county's setting `criminal_transfer.instrument`; without it
      it is the 检察意见 of 第五百五十七条.
    * The day to answer is stated in the paper; no rule that was read sets it, and nobody is late
      by it. TRF-17a (environment, reported) reminds beside it.
    * TRF-06b and TRF-06d run in the transfer, where the unit suggests supervision.
    * TRF-17b belongs to non-prosecutions, which are carried on in the reverse linkage.
    * TRF-14 takes the place of TRF-12a where the police decided nothing in time (第五百六十二条).
    * What the police file here is received when it is filed: TRF-19a, TRF-19b begin that day.
    * What a unit suggests is a matter of its own, from which the supervision begins; of that the
      unit learns what it is told: the reasons that hold (第五百六十一条), or the result. TRF-13
      runs in the supervision from the decision until it is recorded there that units were told.
    * What victims suggest or are told is kept outside.
"""

import liandong.mechanisms as lm
from liandong_plugins.criminal_transfer import (
    oversight_dispute_moves,
    oversight_filing_moves,
    oversight_transfer_moves,
)
from liandong_plugins.criminal_transfer import oversight_states as s

# fmt: off
MECHANISM = lm.Mechanism(
    key="transfer_supervision", version=1, label="应移不移、应立不立监督", is_confidential=True,
    ways=(
        ("issue", "serve", "move_on", "confirm"),
        ("demand", "serve_demand", "explain", "order", "serve_order", "file", "conclude"),
        ("suggest", "take_up", "answer"),
    ),
    number_word="检立监",
    rows=(oversight_transfer_moves.reminder,),
    transitions=(*oversight_transfer_moves.moves, *oversight_filing_moves.moves,
                 *oversight_dispute_moves.moves),
    variants=(
        lm.Variant("environment", label="应移不移：环境犯罪案件", adds=(s.TRF_17A,)),
        lm.Variant("overdue", label="逾期不作出是否立案决定", limits={s.TRF_12A: s.TRF_14}),
        lm.Variant("wrong_filing", label="不应当立案而立案"),
    ),
    spares=(lm.withdrawn(s.withdrawn),),
    metrics=(
        lm.Metric("correction_rate", lm.cases(s.moved_on), lm.cases(s.served),
                  label="监督移送率", reasoned=(s.accepted,)),
        lm.Metric("filing_supervision_rate", lm.cases(s.filed, s.cancelled),
                  lm.cases(s.explaining), label="监督立案（撤案）率", neutral=True),
        lm.Metric("reasons_on_time_rate", lm.met(s.TRF_12A), lm.due(s.TRF_12A),
                  label="按期说明理由率"),
        lm.Metric("order_on_time_rate", lm.met(s.TRF_12B), lm.due(s.TRF_12B),
                  label="按期执行通知率"),
        lm.Metric("internal_reminder_rate",
                  lm.rows(oversight_transfer_moves.reminder, s.noted), lm.cases(s.served),
                  label="送达后内部监督提醒率", neutral=True),
    ),
)
