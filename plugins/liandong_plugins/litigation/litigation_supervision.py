"""行政诉讼监督 (M38): a unit or another party applies; the procuratorate supervises the court.

References:
    * 行政诉讼监督规则 第二十条, 第二十七条八项, 第三十一条–第三十三条, 第五十六条, 第六十六条,
      第七十条, 第七十九条, 第九十二条, 第九十六条, 第一百零六条, 第一百零七条,
      第一百一十二条–第一百一十四条
    * 征求意见稿 二(三), 三(一); 文司发〔2025〕11号 第十一条; 惠政文〔2024〕22号 三(九), 三(十)

Limitations:
    * LIT-03 is the period of a matter that was applied for; one taken up ex officio has none.
    * LIT-06 (the defendant answers) belongs to the lawsuit and runs in M39, not here.
    * LIT-08b runs where this procuratorate is the one that another has entrusted.
    * An application of a citizen or enterprise is registered by the desk, with the day of receipt;
      whether it was in time is judged there, for its period began outside the platform.
    * What a unit files here (`file`) is received when it is filed: LIT-02a begins that day.
    * Where `litigation_supervision.tells_bureau` says so, the justice bureau reads what was served
      on the court in a matter that concerns its units; what the court answers it does not read.
    * What the unit fell short of (逾期申请、怠于申请) is no matter of this review: `supervise_unit`
      begins its supervision in M37, which the court and the parties do not see.
    * What the court above decides on a protest is recorded with its result.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.litigation import supervision_fields as f
from liandong_plugins.litigation import supervision_papers as papers
from liandong_plugins.litigation import supervision_rows as rows
from liandong_plugins.litigation import supervision_states as s
from liandong_plugins.litigation.supervision_fields import (
    chief,
    court_head,
    desk,
    handler,
    head,
    judge,
    prosecutor,
)

# fmt: off
told = (lm.not_running(s.LIT_02b), lm.no_row(rows.opinion, s.awaited),
        lm.no_row(rows.hearing, s.planned, s.noticed))
decided = lm.all_of(*told)
filed_upward = lm.not_running(s.LIT_08d)

MECHANISM = lm.Mechanism(
    key="litigation_supervision", version=1, label="行政诉讼监督", number_word="行监",
    ways=(
        ("file", "accept", "hand_to_desk", "suggest", "serve", "adopt", "close"),
    ),
    rows=(rows.period, rows.opinion, rows.hearing),
    transitions=(
        Move("open", None, s.drafting, label="起草监督申请", by=(handler, head),
             asks=(common.title, f.variant, f.known_on),
             names=(lm.one(f.procuratorate), lm.maybe(f.court)), counts_from=f.known_on,
             opens=(s.LIT_01a,)),
        Move("give_up", s.drafting, s.abandoned, label="不再申请", by=head, asks=(common.why,),
             releases=(s.LIT_01a,)),
        Move("file", s.drafting, s.filed, label="申请监督", by=head, produces=papers.request,
             tells=(f.procuratorate,), stops=(s.LIT_01a,), starts=(s.LIT_02a,)),
        Move("register", None, s.filed, label="登记监督申请", by=desk,
             asks=(common.title, f.variant, f.known_on, f.filed_on, f.person, f.grounds,
                   common.evidence), names=(lm.maybe(f.court),), counts_from=f.filed_on,
             starts=(s.LIT_02a,)),
        Move("find", None, s.reviewing, label="依职权监督", by=prosecutor,
             asks=(common.title, f.source, f.area, f.grounds, f.defect.optional()),
             names=(lm.one(f.court),)),
        Move("entrust", None, s.entrusted, label="登记受委托调查", by=prosecutor,
             asks=(common.title, f.entrusting, f.letter_received_on, f.grounds),
             counts_from=f.letter_received_on, starts=(s.LIT_08b,)),
        Move("return_findings", s.entrusted, s.returned, label="函复调查结果", by=prosecutor,
             asks=(f.outcome, common.evidence), stops=(s.LIT_08b,)),
        Move("accept", s.filed, s.accepted, label="受理", by=desk, asks=(f.area,),
             names=(lm.any_number(f.other),), stops=(s.LIT_02a,),
             starts=(s.LIT_02b, s.LIT_02c, s.LIT_03)),
        Move("not_accept", s.filed, s.not_accepted, label="不予受理", by=desk, asks=(common.why,),
             tells=(f.applicant,), stops=(s.LIT_02a,)),
        Move("notify", (s.accepted, s.reviewing), lm.SAME, label="发送受理通知书", by=desk,
             produces=papers.acceptance, tells=(f.applicant, f.other),
             guard=lm.running(s.LIT_02b), stops=(s.LIT_02b,)),
        Move("hand_to_desk", s.accepted, s.reviewing, label="移送行政检察部门", by=desk,
             asks=(f.is_simple,), names=(lm.maybe(f.court),), stops=(s.LIT_02c,)),
        Move("suspend", s.reviewing, s.suspended, label="中止审查", by=chief, asks=(common.why,),
             guard=lm.all_of(told[0], told[2]), changes=(lm.suspends(s.LIT_03),)),
        Move("resume", s.suspended, s.reviewing, label="恢复审查", by=chief, asks=(common.why,),
             changes=(lm.resumes(s.LIT_03),)),
        Move("ask_explanation", s.reviewing, lm.SAME, label="要求说明执行情况", by=chief,
             produces=papers.notice, tells=(f.court,)),
        Move("take_notice", s.reviewing, lm.SAME, label="收到说明执行情况通知",
             by=(judge, court_head), guard=lm.not_running(s.LIT_04d), starts=(s.LIT_04d,)),
        Move("explain", s.reviewing, lm.SAME, label="书面说明执行情况", by=court_head,
             asks=(f.explained, common.evidence), guard=lm.running(s.LIT_04d),
             stops=(s.LIT_04d,)),
        Move("suggest_retrial", s.reviewing, s.retrial_decided, label="提出再审检察建议",
             by=chief, produces=papers.retrial, guard=decided, stops=(s.LIT_03,),
             releases=(s.LIT_04d,), starts=(s.LIT_04a, s.LIT_08d)),
        Move("suggest", s.reviewing, s.advice_decided, label="提出检察建议", by=chief,
             asks=(f.defect.optional(),), produces=papers.advice, guard=decided, stops=(s.LIT_03,),
             releases=(s.LIT_04d,), starts=(s.LIT_04c,)),
        Move("supervise_unit", (s.accepted, s.reviewing, *s.at_court), lm.SAME,
             label="转对行政机关的执行监督", by=prosecutor, internal=True,
             asks=(f.clue_title, f.clue_source), names=(lm.one(f.supervised),),
             hands_over=lm.HandOver(
                 "non_litigation_execution", "examine",
                 shares={"title": f.clue_title, "supervision_source": f.clue_source},
                 parties={lm.Part.RESPONDENT: lm.Part.RESPONDENT})),
        Move("ask_protest", s.reviewing, s.protest_asked, label="提请抗诉", by=chief,
             produces=papers.protest, guard=decided, stops=(s.LIT_03,), releases=(s.LIT_04d,)),
        Move("not_support", s.reviewing, s.refusal_decided, label="不支持监督申请", by=chief,
             produces=papers.refusal, guard=decided, stops=(s.LIT_03,), releases=(s.LIT_04d,),
             starts=(s.LIT_04b,)),
        Move("terminate", (s.reviewing, s.suspended), s.terminated, label="终结审查", by=chief,
             produces=papers.termination, guard=decided, tells=(f.applicant,),
             stops=(s.LIT_03,), releases=(s.LIT_04d,)),
        Move("send_decision", s.refusal_decided, s.unsupported, label="送达决定书",
             by=prosecutor, asks=(common.evidence,), tells=(f.applicant, f.other),
             stops=(s.LIT_04b,)),
        Move("serve_retrial", s.retrial_decided, s.served, label="再审检察建议送法院",
             by=(judge, court_head, prosecutor), delivers=papers.retrial,
             asks=(f.delivery_mode, common.delivery_proof), produces=papers.receipt,
             guard=lm.entered(common.delivery_is_proved), stops=(s.LIT_04a,)),
        Move("serve", s.advice_decided, s.served, label="检察建议送法院",
             by=(judge, court_head, prosecutor), delivers=papers.advice,
             asks=(f.delivery_mode, common.delivery_proof), produces=papers.receipt,
             guard=lm.entered(common.delivery_is_proved), stops=(s.LIT_04c,)),
        Move("file_upward", (s.retrial_decided, *s.at_court), lm.SAME, label="报上一级院备案",
             by=prosecutor, asks=(f.filing_receipt,), guard=lm.running(s.LIT_08d),
             stops=(s.LIT_08d,), internal=True),
        Move("adopt", s.served, s.adopted, label="采纳并书面回复", by=court_head,
             asks=(f.reply, common.evidence)),
        Move("decline", s.served, s.declined, label="不采纳并书面回复", by=court_head,
             asks=(f.reply, common.evidence)),
        Move("follow", (s.served, s.declined), s.followed, label="跟进监督", by=chief,
             asks=(f.follow_up,)),
        Move("tell_bureau", s.at_court, lm.SAME, label="结果抄送司法局", by=prosecutor,
             names=(lm.one(f.bureau),), tells=(f.bureau,), here=lm.here(
                 "litigation_supervision.tells_bureau", value=True, usual=False)),
        Move("close", s.at_court, s.closed, label="办结", by=chief, asks=(f.outcome,),
             tells=(f.applicant, f.other), guard=filed_upward),
        Move("close_protest", s.protest_asked, s.protest_closed, label="记录抗诉结果",
             by=prosecutor, asks=(f.outcome,), tells=(f.applicant, f.other)),
    ),
    variants=(
        lm.Variant("judgment", label="生效裁判（再审申请被驳回）"),
        lm.Variant("retrial", label="再审裁判", limits={s.LIT_01a: s.LIT_01b}),
        lm.Variant("unanswered", label="逾期未对再审申请作出裁定", limits={s.LIT_01a: s.LIT_01c}),
        lm.Variant("new_ground", label="新证据、伪造证据、依据被撤销或者审判人员枉法",
                   limits={s.LIT_01a: s.LIT_01d}),
        lm.Variant("execution", label="执行活动（含非诉执行）", limits={s.LIT_01a: s.LIT_09a}),
        lm.Variant("misconduct", label="审判人员违法行为", limits={s.LIT_01a: s.LIT_09b}),
    ),
    spares=(lm.withdrawn(s.abandoned),),
    metrics=(
        lm.Metric("reviewed_in_time_rate", lm.met(s.LIT_03), lm.due(s.LIT_03),
                  label="按期审结率"),
        lm.Metric("supported_rate", lm.cases(s.retrial_decided, s.advice_decided, s.protest_asked),
                  lm.cases(s.retrial_decided, s.advice_decided, s.protest_asked,
                           s.refusal_decided), label="支持监督率", neutral=True),
        lm.Metric("court_adoption_rate", lm.cases(s.adopted), lm.cases(s.adopted, s.declined),
                  label="法院采纳率", reasoned=(s.declined,)),
    ),
)
