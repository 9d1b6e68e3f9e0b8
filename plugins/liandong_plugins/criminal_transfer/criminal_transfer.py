"""行刑正向衔接 (M18): a suspected crime goes to the police, and the procuratorate is told.

References:
    * 行政执法机关移送涉嫌犯罪案件的规定（国务院令第730号）第五条–第十四条
    * 公安机关办理刑事案件程序规定 第一百八十条、第一百八十一条
    * 公安机关办理经济犯罪案件的若干规定 第十六条; 高检会〔2006〕2号 一
    * 征求意见稿 二(六)①; 山政发〔2025〕8号 二.8, 二.11, 三(一);
      惠政文〔2024〕22号 三(四), 三(十一), 三(十三)

Limitations:
    * TRF-09a–TRF-09c and TRF-15a, TRF-15b run nowhere: documents below a regulation of the State
      Council, not read in the text, cannot lengthen the three days of its 第八条 (TRF-05).
    * TRF-11a and TRF-11b run nowhere: they repeat TRF-02 and TRF-03, which bind every unit and
      were read in the text; safety cases run these.
    * TRF-04 and TRF-16a count from the day the police received the case, but begin only when they
      find that it is not theirs, or that papers are missing: before that nothing is owed.
    * TRF-10a has no number. A copy that the county's rule makes goes with the transfer itself;
      the letter to the procuratorate (`notify`) is what meets TRF-10a in every county.
    * The police that are competent may lie outside the county; they are named in words.
"""

import liandong.mechanisms as lm
from liandong_plugins.criminal_transfer import (
    transfer_answer_moves,
    transfer_police_moves,
    transfer_rows,
    transfer_unit_moves,
)
from liandong_plugins.criminal_transfer import transfer_states as s
from liandong_plugins.criminal_transfer.transfer_fields import unit

# fmt: off
MECHANISM = lm.Mechanism(
    key="criminal_transfer", version=1, label="行刑正向衔接（移送与抄告）", is_confidential=True,
    ways=(
        ("report", "approve", "transfer", "receive", "file", "take_filing", "hand_over",
         "conclude"),
    ),
    number_word="刑移", speaks_of=lm.Part.ISSUER,
    changes_county=lm.CountyChange(unit, leaves=s.before),  # 行政处罚法 第二十二条、第二十五条
    rows=(transfer_rows.item, transfer_rows.reminder),
    transitions=(*transfer_unit_moves.moves, *transfer_police_moves.moves,
                 *transfer_answer_moves.moves),
    variants=(
        lm.Variant("economic", label="经济犯罪案件", limits={s.TRF_05: s.TRF_08A},
                   adds=(s.TRF_08B,)),
        lm.Variant("safety", label="安全生产案件", adds=(s.TRF_11C,)),
    ),
    metrics=(
        lm.Metric("transfer_on_time_rate", lm.met(s.TRF_03), lm.due(s.TRF_03),
                  label="按时移送率"),
        lm.Metric("filing_on_time_rate", lm.met(s.TRF_05), lm.due(s.TRF_05),
                  label="按时作出立案决定率"),
        lm.Metric("copy_rate", lm.made("notify"), lm.cases(s.transferred), label="抄告检察院率"),
        lm.Metric("filing_rate", lm.cases(s.filed), lm.cases(s.transferred), label="立案率",
                  neutral=True),
        lm.Metric("reversal_rate", lm.cases(s.reversed_), lm.cases(s.refused),
                  label="不批准后改为移送率", neutral=True),
        lm.Metric("internal_reminder_rate", lm.rows(transfer_rows.reminder, s.noted),
                  lm.cases(s.investigating), label="内部监督提醒率", neutral=True),
    ),
)
