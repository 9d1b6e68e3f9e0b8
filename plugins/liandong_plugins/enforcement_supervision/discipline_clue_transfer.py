"""违纪违法线索移送 (M15): a clue goes to the discipline organ, and nobody else hears of it.

References:
    * 征求意见稿 二(三)③; 山政发〔2025〕8号 二.13; 文司发〔2025〕11号 第十条

Limitations:
    * The highest class of secrecy: finder and receiver alone, by the duties named here. The unit
      that the clue is about can take no part in it and see nothing of it; office and conveners
      neither. A unit that finds a clue about its own staff therefore hands it over outside.
    * Where it came from, whom and what it says are sealed: encrypted under the key of the case,
      which the head of the unit that found it destroys once the matter is over.
    * What the clue says is better handed over outside too: the letter then holds its number.
    * Who receives is the county's setting `discipline.receivers`; who may send, its policy.
    * No rule that was read sets a time, so no clock runs but that of the electronic delivery.
    * The receiver feeds back what it may, or nothing; it alone returns a clue that was delivered.
"""

from datetime import date

import liandong.mechanisms as lm
from liandong.mechanisms import Transition as Move
from liandong.mechanisms import common
from liandong_plugins.enforcement_supervision import clue_fields as f
from liandong_plugins.enforcement_supervision import clue_states as s
from liandong_plugins.enforcement_supervision.clue_fields import finders, leaders, receivers


@lm.explained("随函移交的，须写明线索事实", "a clue handed over with the letter says what it is")
def content_is_there(case: lm.CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """A letter either holds the clue, or says that it is handed over outside."""
    return case.facts.get("kept") == "offline" or lm.is_given(case, f.clue_facts)


# fmt: off
material = lm.RowType("material", label="材料清单", transitions=(
    Move("list", None, s.listed, label="列入", by=finders, asks=(f.material, f.material_files),
         during=(s.found,)),
    Move("strike", s.listed, s.struck, label="删去", by=finders, during=(s.found,)),
))

MECHANISM = lm.Mechanism(
    key="discipline_clue_transfer", version=1, label="违纪违法线索移送", number_word="线移",
    ways=(
        ("approve", "transfer", "feed_back", "close"),
    ),
    is_confidential=True, kept_from=f.subject_unit, package=__package__, rows=(material,),
    transitions=(
        Move("open", None, s.found, label="登记线索", by=finders,
             asks=(common.title, f.subject_unit, f.found_in.optional()),
             names=(lm.one(f.receiver, among=f.RECEIVERS),)),
        Move("revise", s.found, lm.SAME, label="修改", by=finders,
             asks=tuple(each.optional() for each in f.contents)),
        Move("drop", s.found, s.dropped, label="不予移送", by=leaders, asks=(common.why,)),
        Move("approve", s.found, s.approved, label="批准移送", by=leaders, produces=f.letter,
             guard=lm.entered(content_is_there)),
        Move("withdraw", s.approved, s.withdrawn, label="撤回", by=leaders, asks=(common.why,),
             revokes=f.letter),
        Move("transfer", s.approved, s.receipted, label="移送并签收", by=(*receivers, *finders),
             delivers=f.letter, asks=(f.delivery_mode, common.delivery_proof),
             guard=lm.entered(common.delivery_is_proved), produces=f.receipt),
        Move("feed_back", (s.receipted, s.silent), s.fed_back, label="反馈", by=receivers,
             asks=(f.note,)),
        Move("give_back", (s.receipted, s.silent), s.returned, label="退回", by=receivers,
             asks=(common.why,)),
        Move("find_silent", s.receipted, s.silent, label="记明未反馈", by=finders,
             asks=(common.why,)),
        Move("close", (s.fed_back, s.silent), s.closed, label="办结", by=finders),
    ),
    metrics=(
        lm.Metric("transferred", lm.cases(s.receipted), lm.cases(s.found),
                  label="线索移送数", neutral=True),
    ),
)
