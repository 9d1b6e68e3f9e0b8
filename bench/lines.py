"""How long 10,000 lines of a report take, as a ratio to reading their workbook alone, in one run.

A PostgreSQL of its own holds 盱眙. Measured several times each, the best counts: reading the file
with openpyxl and nothing else; reading, judging every row and storing the lines in one act, as the
clerk's click does; and judging a second time, when every line is known already. Prints the figures
and exits 1 if the ratio is beyond its limit.

LIANDONG_BENCH_LINES says how many lines (10000).
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter
from uuid import UUID
from zoneinfo import ZoneInfo

from openpyxl import Workbook, load_workbook

from liandong.authz import Principal
from liandong.db.embedded import EmbeddedServer, bootstrap
from liandong.db.engine import open_engine, open_sessions
from liandong.db.migrate import upgrade
from liandong.db.unit_of_work import Sessions, unit_of_work
from liandong.entrypoints.administering import apply_all, read_packages
from liandong.entrypoints.wiring import wire
from liandong.features.accounts import service as accounts
from liandong.features.cases import service
from liandong.features.cases.service import FireTransition, PartyCommand
from liandong.features.cases.service.line_books import template
from liandong.features.cases.service.line_uploads import (
    LineFile,
    accept_upload,
    keep_upload,
    read_upload,
)
from liandong.features.documents.service import FileStore
from liandong.features.tenants.service import installed, stable_id
from liandong.kernel.clock import FixedClock
from liandong.kernel.resources import data_root

LINES = int(os.environ.get("LIANDONG_BENCH_LINES", "10000"))
AT_MOST = 2.0  # times the reading of the file alone
ROUNDS = 3
XUYI, KEY, TABLE = 320830, "enforcement_case_reporting", "penalty"
NOW = FixedClock(datetime(2026, 4, 2, 9, 1, tzinfo=ZoneInfo("Asia/Shanghai")))
FIRST = date(2026, 2, 2)


def filled() -> bytes:
    """Return the template with its lines: every column holds something."""
    book = load_workbook(BytesIO(template(installed().registry.current(KEY).table(TABLE))))
    head = [cell.value for cell in book.worksheets[0][1]]
    known = {
        "决定书文号": "盱市监处罚〔2026〕{n}号",
        "当事人": "某某食品经营部{n}",
        "当事人类型": "企业",
        "案由": "销售超过保质期的食品",
        "处罚依据": "中华人民共和国食品安全法第三十四条、第一百二十四条",
        "处罚种类": "警告、罚款、没收违法所得",
        "罚没金额（元）": 12_345.67,
        "保护事项": "商业秘密",
        "复议、诉讼": "没有",
    }
    answers = {"宣告时当事人不在场", "法制审核", "移送公安机关"}
    made = Workbook(write_only=True)
    sheet = made.create_sheet()
    sheet.append(head)
    for n in range(1, LINES + 1):
        row = []
        for text in head:
            label = str(text).removesuffix("*")
            value = known.get(
                label, "否" if label in answers or label.startswith("涉及") else FIRST
            )
            row.append(value.format(n=n) if isinstance(value, str) else value)
        sheet.append(row)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def read_alone(data: bytes) -> int:
    """Read every cell of the first sheet, as openpyxl says it is done fastest."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    return sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = perf_counter()
    work()
    return perf_counter() - start


def open_report(
    sessions: Sessions, store: FileStore, me: Principal, month: str, data: bytes
) -> LineFile:
    """Open a report and send its file; nothing of it is read yet."""
    with unit_of_work(sessions, XUYI) as uow:
        bureau = PartyCommand(stable_id(XUYI, "unit", "justice_bureau"), "addressee")
        command = FireTransition("open", NOW.today(), {"month": month}, (), (bureau,))
        case = service.open_case(uow, me, NOW, KEY, command)
        file = keep_upload(uow, me, NOW, store, case.id, TABLE, BytesIO(data), "案件.xlsx")
        return LineFile(case.id, TABLE, file.id)


def person(sessions: Sessions) -> Principal:
    """Return a clerk of a unit that reports."""
    with unit_of_work(sessions, XUYI) as uow:
        account: UUID = accounts.create(
            uow, NOW, login="bench", password="", password_hash="x", name="bench",  # noqa: S106  # nobody signs in
            unit_id=stable_id(XUYI, "unit", "market_regulation"), duties=("handler",),
            held_from=date(2024, 1, 1),
        )  # fmt: skip
        return accounts.load_principal(uow, NOW, account)


def main() -> int:
    """Measure, print, judge."""
    wire()
    data = filled()
    with tempfile.TemporaryDirectory() as folder, EmbeddedServer(Path(folder) / "pg") as server:
        app_url, owner_url = bootstrap(server)
        upgrade(owner_url, data_root() / "migrations")
        engine = open_engine(app_url)
        sessions = open_sessions(engine)
        apply_all(sessions, NOW, read_packages())
        me, store = person(sessions), FileStore.at((Path(folder) / "files").as_uri())
        alone, whole, known = [], [], []
        for month in range(1, ROUNDS + 1):
            asked = open_report(sessions, store, me, f"2026-{month:02d}", data)
            alone.append(timed(lambda: read_alone(data)))
            whole.append(timed(lambda asked=asked: _take(sessions, me, store, asked)))
            known.append(timed(lambda asked=asked: _read(sessions, me, store, asked)))
        ratio = min(whole) / min(alone)
        print(f"{LINES} lines, {len(data) / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f}")
        print(f"reading the file alone {min(alone):.2f} s")
        print(f"reading, judging, storing {min(whole):.2f} s; ratio {ratio:.2f}")
        print(f"judging once more, all known {min(known):.2f} s")
        print(f"limit: at most {AT_MOST} times reading the file alone")
        engine.dispose()
    return 0 if ratio <= AT_MOST else 1


def _take(sessions: Sessions, me: Principal, store: FileStore, asked: LineFile) -> None:
    with unit_of_work(sessions, XUYI) as uow:
        _, checked = accept_upload(
            uow, me, NOW, store, LineFile(asked.case_id, TABLE, asked.file_id, again=True)
        )
    if checked.counts["refused"]:
        raise SystemExit(str(checked.of("refused")[0]))


def _read(sessions: Sessions, me: Principal, store: FileStore, asked: LineFile) -> None:
    with unit_of_work(sessions, XUYI) as uow:
        read_upload(uow, me, NOW, store, asked)


if __name__ == "__main__":
    sys.exit(main())
