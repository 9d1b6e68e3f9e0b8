"""The page 文书与送达; pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from liandong.features.cases.pages.seen_words import names_of, receivers
from liandong.features.cases.pages.serving import receiving_parts
from liandong.features.cases.pages.words import Plain, Setting, case_href, day_words
from liandong.features.cases.service import CasePicture, Glance, SeenPaper
from liandong.features.cases.service.receiving import SIGNED, copied_by
from liandong.features.documents.models import Document
from liandong.mechanisms import Mechanism
from liandong.web.languages import say


def paper_page(
    kind: str,
    papers: Sequence[SeenPaper],
    seen: Mapping[UUID, Glance],
    counts: Mapping[str, int],
    setting: Setting,
    following: str | None,
) -> Plain:
    """Return every paper one may read, with its proof of delivery."""
    path = f"{setting.base}/documents"
    rows = [_row(each, seen[each.case.id], setting) for each in papers if each.case.id in seen]
    after = f"{path}?kind={kind}&after={following}" if following else None
    return {
        "title": say("文书与送达"),
        "sentence": _sentence(counts),
        "actions": [],
        "filters": [{"label": say("方向"), "segments": _segments(kind, counts, path)}],
        "export_href": None,
        "rows": rows,
        "pager": {
            "total_label": say("共约 {n} 条", n=counts[kind]),
            "previous": None,
            "next": after,
        },
        "empty": None if rows else _empty(kind, path),
    }


def _sentence(counts: Mapping[str, int]) -> str:
    if counts["draft"]:
        return say(
            "您能看到 {n} 份，其中 {drafts} 份还没有签发。", n=counts[""], drafts=counts["draft"]
        )
    return say("您能看到 {n} 份。", n=counts[""])


def _segments(kind: str, counts: Mapping[str, int], path: str) -> list[Plain]:
    kinds = {
        "": say("全部"),
        "in": say("送来的"),
        "out": say("我们发出的"),
        "draft": say("草稿"),
    }
    return [
        {
            "label": label,
            "href": f"{path}?kind={key}" if key else path,
            "count": counts[key],
            "current": key == kind,
        }
        for key, label in kinds.items()
    ]


def _empty(kind: str, path: str) -> Plain:
    link = {"label": say("清除筛选"), "href": path} if kind else None
    text = "" if kind else say("文书送达本单位之后，会出现在这里。")
    return {"icon": "file-text", "title": say("没有文书"), "text": text, "link": link}


def _row(each: SeenPaper, seen: Glance, setting: Setting) -> Plain:
    href = case_href(setting.base, each.case)
    case = {"label": each.case.title, "href": href}
    return {**paper_row(each.paper, seen, setting, href), "case": case}


def paper_row(paper: Document, seen: Glance | CasePicture, setting: Setting, href: str) -> Plain:
    """Return one paper: what it is, to whom, and the proof of its delivery."""
    names = {kind.key: say(kind.label) for kind in seen.opened.mechanism.documents}
    return {
        "name": names.get(paper.type, paper.type),
        "href": f"{href}/documents/{paper.id}.pdf",
        "number": paper.number or ("—" if paper.state in SIGNED else say("草稿")),
        "to": _to(paper, seen, setting),
        "proof": _proof(paper, seen, setting),
    }


def _to(paper: Document, seen: Glance | CasePicture, setting: Setting) -> str:
    copied = copied_by(paper)
    units = [copied] if copied is not None else _receiving(paper, seen)
    return names_of((unit for unit in units if unit != paper.unit_id), setting) or "—"


def _receiving(paper: Document, seen: Glance | CasePicture) -> list[UUID]:
    """Return whom a paper is served on, else whom its move tells, else the other side."""
    moves = seen.opened.mechanism.transitions
    serving = [move for move in moves if move.delivers and move.delivers.key == paper.type]
    parts = {part for move in serving for part in receiving_parts(move)}
    making = [move for move in moves if move.produces and move.produces.key == paper.type]
    parts = parts or {party.key for move in making for party in move.tells}
    if parts:
        return [party.unit_id for party in seen.opened.parties if party.part in parts]
    opener = seen.case.issuer_id
    return [opener] if paper.unit_id != opener else receivers(seen)


def _mode(mechanism: Mechanism, key: str) -> str:
    """Return the declared words for a way of delivery."""
    fields = [field for field in mechanism.fields if field.key == "delivery_mode"]
    labels = {choice.key: say(choice.label) for field in fields for choice in field.choices}
    return labels.get(key, "")


def _revoked(paper: Document, seen: Glance | CasePicture, setting: Setting) -> Plain:
    """Mark a paper that was taken back, or that another one took the place of."""
    is_replaced = any(p.type == paper.type and p.state == "signed" for p in seen.opened.papers)
    signed = day_words(paper.signed_at.date(), setting.today) if paper.signed_at else ""
    return {
        "icon": "alert-circle",
        "tone": "amber",
        "text": say("已变更") if is_replaced else say("已撤回"),
        "note": say("{day} 签发，已经失效", day=signed),
    }


def _proof(paper: Document, seen: Glance | CasePicture, setting: Setting) -> Plain:
    mechanism = seen.opened.mechanism
    if paper.state == "withdrawn":
        return _revoked(paper, seen, setting)
    if paper.state != "signed":
        return {
            "icon": "pencil",
            "tone": None,
            "text": _state(paper),
            "note": say("对方看不到草稿"),
        }
    signed = paper.signed_at.astimezone(setting.zone).date() if paper.signed_at else None
    day = day_words(signed, setting.today) if signed else ""
    on = say("{day} 签发", day=day) if signed else say("已签发")
    if not any(m.delivers and m.delivers.key == paper.type for m in mechanism.transitions):
        return {"icon": "file-check", "tone": "green", "text": on, "note": say("平台送出")}
    if not paper.delivery:
        return {"icon": "mail", "tone": "amber", "text": on, "note": say("等签收")}
    delivered = date.fromisoformat(paper.delivery["received_on"])
    mode = _mode(mechanism, paper.delivery["mode"])
    receipt = say("校验 {digest}", digest=paper.digest[:8]) if paper.digest else ""
    return {
        "icon": "file-check",
        "tone": "green",
        "text": say("{day} 送达", day=day_words(delivered, setting.today)),
        "note": " · ".join(part for part in (mode, on, receipt) if part),
    }


def _state(paper: Document) -> str:
    states = {"draft": say("未送签"), "submitted": say("送审中"), "reviewed": say("等签发")}
    return states.get(paper.state, paper.state)
