"""注销证明: what went, what stays, and on what it rests; pure."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from liandong.features.tenants.models import TenantRemoval
from liandong.features.visits.pages.views import moment
from liandong.web.languages import say

Plain = dict[str, Any]


def removal_page(removal: TenantRemoval, now: datetime, base: str) -> Plain:
    """Return a removal; once it is done, its certificate, to be read and printed."""
    said: Plain = removal.certificate or {}
    is_done = removal.removed_at is not None
    address = f"{base}/province/removals/{removal.id}/certificate.json"
    title = say("{county}注销证明", county=removal.name)
    return {
        "breadcrumb": [
            {"label": say("区县"), "href": f"{base}/province"},
            {"label": removal.name, "href": None},
        ],
        "title": title if is_done else say("{county}：预告注销", county=removal.name),
        "sentence": _sentence(said) if is_done else say("还没有注销。"),
        "actions": [{"label": say("下载证明（JSON）"), "href": address}] if is_done else [],
        "facts": [{"label": label, "text": text} for label, text in _facts(removal, said, now)],
        "tables": [
            {"name": each["table"], "before": str(each["before"]), "after": str(each["after"])}
            for each in said.get("tables", ())
        ],
        "stays": list(_stays(said["stays"])) if is_done else [],
    }


def _sentence(said: Plain) -> str:
    rows = sum(each["before"] for each in said["tables"])
    return say(
        "{tables} 张表里的 {rows} 行、{files} 个文件都已删除，逐表清点，一行不剩。密钥已销毁。",
        tables=len(said["tables"]),
        rows=rows,
        files=said["files"]["before"],
    )


def _facts(removal: TenantRemoval, said: Plain, now: datetime) -> Iterator[tuple[str, str]]:
    yield say("区划代码"), removal.code
    yield say("理由"), removal.reason
    yield say("预告注销"), f"{moment(removal.announced_at, now)} · {removal.announced_by}"
    yield say("最早注销"), moment(removal.due_at, now)
    if removal.removed_at is not None:
        yield say("完成注销"), f"{moment(removal.removed_at, now)} · {said['removed']['by']}"
        is_sealed = said["export"]["secrets"] == "sealed"
        secrets = say("涉密内容仍然封存") if is_sealed else say("涉密内容已另存")
        yield say("全量导出"), f"{said['export']['manifest']}（{secrets}）"
        chain = said["chain"]
        count = say("{count} 条", count=chain["entries"])
        yield say("审计链末尾"), f"{count} · {chain['head']}"
        yield say("本证明的摘要"), removal.digest or ""


def _stays(said: Plain) -> Iterator[str]:
    for each in said["transfers"]:
        yield say("和{county}之间移交的 {count} 件，那边的记录留在那边。",
                  county=each["name"], count=each["matters"])  # fmt: skip
    yield say("省里进入这个县 {count} 次，省里的记录留在省里。", count=said["visits"])
    if said["reported"]:
        yield say("这个县最后一次上报的数字，写在证明里。")
    yield say("注销以前的备份里还有这个县，到期销毁以前都在。")
