"""The page of one transfer, and that of an offer about to be signed; pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liandong.features.cases.pages.words import Setting, weekday_words
from liandong.features.cases.service import CasePicture
from liandong.features.transfers.models import Transfer, TransferRecord
from liandong.features.transfers.pages.package_view import package_cards
from liandong.features.transfers.pages.words import (
    Plain,
    badge_of,
    mechanism_words,
    own_unit,
    step_words,
    title_of,
    transfer_href,
)
from liandong.features.transfers.service import CUSTODY
from liandong.web.languages import say
from liandong.web.standing_in import stood_in


@dataclass(frozen=True)
class Shown:
    """A transfer with all that its page shows; `back` is that by which it was sent back."""

    transfer: Transfer
    records: Sequence[TransferRecord]
    county: str
    package: Plain | None
    back: Transfer | None = None


def transfer_page(shown: Shown, forms: list[Plain], setting: Setting) -> Plain:
    """Return the page of a transfer with the forms that this person may send."""
    transfer = shown.transfer
    title = title_of(transfer)
    return {
        "breadcrumb": [_to_list(setting), {"label": title, "href": None}],
        "title": title,
        "sentence": mechanism_words(transfer.mechanism),
        "badge": badge_of(transfer),
        "facts": [
            {"label": label, "text": text, "link": link}
            for label, text, link in _facts(shown, setting)
        ],
        "cards": package_cards(shown.package, setting, f"{setting.base}/transfers/{transfer.id}")
        if shown.package
        else [],
        "steps": [_step(transfer, each, setting) for each in reversed(shown.records)],
        "forms": forms,
        "nothing": say("现在没有要您办的"),
    }


def offer_page(picture: CasePicture, forms: list[Plain], setting: Setting) -> Plain:
    """Return the page on which a matter is offered to another county."""
    case = picture.case
    href = f"{setting.base}/cases/{case.mechanism}/{case.id}"
    what = say("签发后本案在本县停办：不能办理任何一步，期限日期不变，对方决定前不提醒。")
    goes = say(
        "本单位看得到的案件情况、文书、附件（涉密的除外）、期限和记录，签发后对方就能看到；接收后由对方负责。"
    )
    joint = say("案件留在本县；对方只看到标题和立案情况，自己立案办理，签发的结果送回本县。")
    facts = [
        {
            "label": say("案件"),
            "text": case.number or "",
            "link": {"label": case.title or mechanism_words(case.mechanism), "href": href},
        },
        {"label": say("签发以后"), "text": what, "link": None},
        {"label": say("移交什么"), "text": goes, "link": None},
        {"label": say("共同办理"), "text": joint, "link": None},
    ]
    return {
        "breadcrumb": [_to_list(setting), {"label": say("移交其他县"), "href": None}],
        "title": say("移交其他县"),
        "sentence": mechanism_words(case.mechanism),
        "badge": None,
        "facts": facts,
        "cards": [],
        "steps": [],
        "forms": forms,
        "nothing": say("这一件现在不能移交其他县"),
    }


def _to_list(setting: Setting) -> Plain:
    return {"label": say("跨县移交"), "href": f"{setting.base}/transfers"}


def _facts(shown: Shown, setting: Setting) -> Iterator[tuple[str, str, Plain | None]]:
    transfer = shown.transfer
    theirs = f"{shown.county} {transfer.other_unit}"
    ours = own_unit(transfer, setting)
    gives, takes = (ours, theirs) if transfer.direction == "out" else (theirs, ours)
    yield say("移出"), gives, None
    yield say("接收"), takes, None
    yield say("提出日期"), weekday_words(transfer.offered_on, setting.today), None
    yield say("移交的理由"), transfer.reason, None
    yield say("法律依据"), transfer.legal_basis, None
    yield say("谁负责"), _responsible(transfer, ours, theirs), None
    if transfer.decided_on is not None:
        yield say("决定日期"), weekday_words(transfer.decided_on, setting.today), None
    if transfer.answer:
        yield say("答复"), say(transfer.answer), None
    yield from _links(shown, setting)
    yield say("材料摘要"), transfer.digest, None


def _responsible(transfer: Transfer, ours: str, theirs: str) -> str:
    """Return who answers for the matter: whoever had it, until the other one signed.

    Of one that stays, that is always who asked the other county to take part.
    """
    receiver = transfer.direction == "in"
    has_gone = transfer.state == "accepted" and transfer.purpose == CUSTODY
    return ours if receiver == has_gone else theirs


def _links(shown: Shown, setting: Setting) -> Iterator[tuple[str, str, Plain | None]]:
    transfer = shown.transfer
    if transfer.case_id is not None:
        href = f"{setting.base}/cases/{transfer.mechanism}/{transfer.case_id}"
        yield say("本县案件"), "", {"label": title_of(transfer), "href": href}
    if transfer.returns_id is not None:
        href = transfer_href(setting.base, transfer.returns_id)
        yield say("退回"), "", {"label": say("原来的移交"), "href": href}
    if shown.back is not None:
        href = transfer_href(setting.base, shown.back.id)
        yield say("退回"), "", {"label": say("退回的移交"), "href": href}


def _step(transfer: Transfer, record: TransferRecord, setting: Setting) -> Plain:
    at = record.recorded_at.astimezone(setting.zone)
    is_receipt = record.kind == "received" and transfer.direction == "in"  # ours, of theirs
    is_theirs = record.answers is not None and not is_receipt
    who = say("对方") if is_theirs else setting.name(record.unit_id)
    reason = record.content.get("reason") if record.kind != "received" else None
    return {
        "at": f"{weekday_words(at.date(), setting.today)} {at:%H:%M}",
        "iso": at.isoformat(),
        "icon": "send",
        "text": say("{unit} {verb}", unit=who, verb=step_words(transfer, record.kind)),
        "note": None,
        "told": [*stood_in(record.on_behalf_of), *_reason(reason)],
    }


def _reason(reason: str | None) -> list[str]:
    return [say("{label}：{value}", label=say("理由"), value=say(reason))] if reason else []
