"""关于行政争议实质性化解协作意见: drafted by the justice bureau, countersigned by each side.

References:
    * 征求意见稿 二(四)① (司法行政部门会同法院、检察机关和行政争议多发单位)

Limitations:
    * Each organ signs for itself, in a row of its own: its head, the court's or the chief
      procurator. Whoever wants a change says which; after it every organ signs anew.
    * The words are fixed when they are circulated. What all have signed no one organ takes back:
      another opinion takes its place.
"""

import liandong.mechanisms as lm
from liandong.mechanisms import Field, FieldKind, common
from liandong.mechanisms import Transition as Move
from liandong_plugins.disputes import dispute_fields as f
from liandong_plugins.disputes import dispute_papers as papers
from liandong_plugins.disputes.dispute_fields import chief, court_head, handler, head, other_head

# fmt: off
opinion_text = Field("opinion_text", FieldKind.LONG_TEXT, label="协作意见内容",
                     help="预防和化解的分工、案件推送、邀请参加、协议履行和结果抄送")
signer = Field("signing_unit", FieldKind.UNIT, label="会签单位")
changes = Field("changes", FieldKind.LONG_TEXT, label="修改意见")

opining, circulating, opinion_issued, not_issued = lm.states(
    opining="起草协作意见", circulating="协作意见会签", opinion_issued="协作意见已印发",
    not_issued="不再制定")
waiting, signed, objected, lapsed = lm.states(  # of a countersignature
    waiting="待会签", signed="已会签", objected="提出修改意见", lapsed="会签终止")

signers = (f.court, f.procuratorate, f.others)
countersign = lm.RowType("countersign", label="会签", held_by=signer, transitions=(
    Move("ask", None, waiting, label="送会签", by=head, asks=(signer,), along=("circulate",)),
    Move("sign", waiting, signed, label="会签", by=(court_head, other_head), by_holder=True,
         during=(circulating,)),
    Move("sign_for_procuratorate", waiting, signed, label="检察长会签", by=chief,
         by_holder=True, during=(circulating,)),
    Move("suggest_changes", waiting, objected, label="提出修改意见",
         by=(court_head, other_head, chief), by_holder=True, asks=(changes,),
         during=(circulating,)),
    Move("ask_again", (signed, objected), waiting, label="再次送会签", by=head,
         along=("circulate",)),
    Move("lapse", (waiting, signed, objected), lapsed, label="会签终止", by=head,
         along=("drop_opinion",)),
))
moves = (
    Move("draft_opinion", None, opining, label="起草协作意见", by=handler, asks=(common.title,),
         names=(lm.several(f.court), lm.one(f.procuratorate), lm.any_number(f.others)),
         here=lm.here("disputes.joint_opinion", value=True, usual=False)),
    Move("circulate", opining, circulating, label="送会签", by=head, asks=(opinion_text,),
         tells=signers, puts=tuple(lm.Put("countersign", "ask", each) for each in signers),
         guard=lm.no_row(countersign, signed, objected)),
    Move("rework", circulating, opining, label="退回修改", by=head, asks=(common.why,)),
    Move("issue_opinion", circulating, opinion_issued, label="印发协作意见", by=head,
         produces=papers.joint_opinion, tells=signers,
         guard=lm.all_rows(countersign, signed)),
    Move("drop_opinion", (opining, circulating), not_issued, label="不再制定", by=head,
         asks=(common.why,)),
)
