"""A month of case reports in 盱眙: who reports, and workbooks with lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from sqlalchemy.orm import Session, sessionmaker

from liandong.features.cases import queries
from liandong.features.cases.service import line_editing, line_listing, line_uploads
from liandong.features.cases.service.viewing import open_up
from liandong.features.documents.service import FileStore
from support.casework import staff
from support.counties import XUYI, County

KEY = "enforcement_case_reporting"
HEAD = (
    *("决定书文号", "当事人", "当事人类型", "案由", "处罚依据", "处罚种类", "罚没金额（元）"),
    *("立案日期", "处罚决定日期", "送达日期", "保护事项"),
)
UNITS = {
    "market": "market_regulation",
    "ecology": "ecology_environment",
    "bureau": "justice_bureau",
    "procuratorate": "procuratorate",
    "government": "government",
}
PEOPLE = {
    "clerk": ("market", ("handler",)),
    "head": ("market", ("unit_head",)),
    "neighbour": ("ecology", ("handler", "unit_head")),
    "checker": ("bureau", ("handler",)),
    "prosecutor": ("procuratorate", ("prosecutor",)),
    "chief": ("procuratorate", ("chief_procurator",)),
    "governor": ("government", ("convener", "handler")),
}


def xuyi(sessions: sessionmaker[Session]) -> County:
    return staff(sessions, XUYI, UNITS, PEOPLE)


def row(number: int, **said: Any) -> tuple[Any, ...]:
    """One believable row in the order of HEAD; `said` replaces cells by their heading."""
    usual = dict(
        zip(
            HEAD,
            (
                f"盱市监处罚〔2026〕{number}号", f"某某食品经营部{number}", "企业",
                "销售超过保质期的食品", "食品安全法第三十四条", "警告、罚款", 5000,
                "2026-02-02", "2026-02-20", "2026-02-24", "",
            ),
            strict=True,
        )
    )  # fmt: skip
    return tuple({**usual, **said}.values())


def workbook(rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD, title: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    for line in [*([[title]] if title else []), head, *rows]:
        sheet.append(list(line))
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@dataclass
class Desk:
    """What people do with the lines of one report."""

    county: County
    store: FileStore
    case_id: UUID

    def send(
        self, day: str, data: bytes, name: str = "案件.xlsx", who: str = "clerk",
        table: str = "penalty",
    ) -> UUID:  # fmt: skip
        with self.county.acting(who, day) as (uow, me, clock):
            return line_uploads.keep_upload(
                uow, me, clock, self.store, self.case_id, table, BytesIO(data), name
            ).id

    def read(self, day: str, file_id: UUID, who: str = "clerk", **more: Any) -> Any:
        with self.county.acting(who, day) as (uow, me, clock):
            table = more.pop("table", "penalty")
            asked = line_uploads.LineFile(self.case_id, table, file_id, **more)
            return line_uploads.read_upload(uow, me, clock, self.store, asked)

    def take(self, day: str, file_id: UUID, who: str = "clerk", **more: Any) -> Any:
        with self.county.acting(who, day) as (uow, me, clock):
            table = more.pop("table", "penalty")
            asked = line_uploads.LineFile(self.case_id, table, file_id, **more)
            return line_uploads.accept_upload(uow, me, clock, self.store, asked)[1]

    def load(self, day: str, *rows: Sequence[Any], **more: Any) -> Any:
        """Send a workbook and take it in."""
        return self.take(day, self.send(day, workbook(rows)), **more)

    def enter(self, day: str, number: int | None = None, who: str = "clerk", **cells: Any) -> None:
        usual = {
            "decision_no": "盱市监处罚〔2026〕900号", "party": "某某超市", "party_kind": "企业",
            "cause": "无照经营", "legal_basis": "条例第六条", "penalty_kinds": ["罚款"],
            "filed_on": "2026-02-02", "decided_on": "2026-02-20",
        }  # fmt: skip
        with self.county.acting(who, day) as (uow, me, clock):
            said = {**usual, **cells}
            said["penalty_kinds"] = "、".join(said["penalty_kinds"])
            asked = line_editing.OneLine(self.case_id, "penalty", number, said)
            line_editing.enter_line(uow, me, clock, asked)

    def strike(self, day: str, number: int, who: str = "clerk") -> None:
        with self.county.acting(who, day) as (uow, me, clock):
            asked = line_editing.OneLine(self.case_id, "penalty", number)
            line_editing.strike_line(uow, me, clock, asked)

    def lines(self, who: str, day: str, table: str = "penalty", **wanted: Any) -> Any:
        with self.county.acting(who, day) as (uow, me, _):
            opened = open_up(uow, me, queries.get_visible(uow, me, self.case_id))
            found = opened.mechanism.table(table)
            return line_listing.list_lines(uow, me, opened, found, line_listing.Wanted(**wanted))

    def numbers(self, who: str, day: str, **wanted: Any) -> list[int]:
        return [line.number for line in self.lines(who, day, **wanted).lines]
