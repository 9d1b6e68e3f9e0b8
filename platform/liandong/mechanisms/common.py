"""Fields and guards that many mechanisms share, so that the same thing has one name everywhere."""

from datetime import date

from liandong.mechanisms.conditions import explained
from liandong.mechanisms.fields import Choice, DayOf, Field, FieldKind
from liandong.mechanisms.parties import Actor
from liandong.mechanisms.views import CaseView

title = Field(
    "title",
    FieldKind.TEXT,
    label="标题",
    maximum=200,
    help="列表、通知和日历里都看得到：不写个人姓名、身份，不写商业秘密",
)
why = Field("why", FieldKind.LONG_TEXT, label="理由")
evidence = Field("evidence", FieldKind.FILE, label="证明材料", required=False, multiple=True)
delivery_proof = Field(
    "delivery_proof", FieldKind.FILE, label="送达回证或宣告送达笔录", required=False
)
received_on = Field(
    "received_on",
    FieldKind.DATE,
    label="实际收到日期",
    not_before=DayOf.ISSUE,
    not_after=DayOf.EVENT,
)


def delivery_mode(
    receivers: Actor | tuple[Actor, ...], senders: Actor | tuple[Actor, ...]
) -> Field:
    """Return how a paper was served: its receiver confirms, or its sender records it."""
    return Field(
        "delivery_mode",
        FieldKind.CHOICE,
        label="送达方式",
        choices=(
            Choice("electronic", "电子签收", by=receivers),
            Choice("paper", "送达回证", by=senders),
            Choice("announced", "宣告送达", by=senders),
        ),
    )


@explained("须附送达回证或者宣告送达笔录", "paper or announced service needs its proof")
def delivery_is_proved(case: CaseView, on: date) -> bool:  # noqa: ARG001  # the form of a guard
    """The platform itself proves a confirmation; what the sender records needs a file."""
    return case.facts["delivery_mode"] == "electronic" or bool(case.facts.get("delivery_proof"))
