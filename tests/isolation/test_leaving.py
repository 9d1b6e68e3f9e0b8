"""A county leaves: all it owns is in one file, then nothing is left, and no neighbour notices."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import orjson
import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.embedded.roles import MIGRATOR
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.administering import apply_all
from liandong.features.audit.models import AuditEntry
from liandong.features.audit.service import AnchorStore, anchor_chain, check_against, verify
from liandong.features.cases.models import SealedFact
from liandong.features.cases.service.case_keys import find_keys
from liandong.features.cases.service.sealed_files import keep_sealed_file
from liandong.features.cases.service.unsealing import belongs_to
from liandong.features.documents.service import FileStore
from liandong.features.documents.service.records import keep_file
from liandong.features.leaving.errors import (
    AnnouncedError,
    ExportMismatchError,
    NoExportError,
    NotAnnouncedError,
    NotArchivedError,
    NotDueError,
)
from liandong.features.leaving.service import (
    Asked,
    Places,
    announce,
    call_off,
    canonical,
    check_file,
    export_county,
    remove,
)
from liandong.features.leaving.service.packing import CHAIN, MANIFEST
from liandong.features.leaving.service.tables import digest, tables_in
from liandong.features.onboarding.service import change_mode
from liandong.features.tenants.models import ARCHIVED, Tenant, TenantRemoval
from liandong.features.transfers import service as transfers
from liandong.kernel.errors import ConflictError, InvalidInputError
from liandong.kernel.sealing import encrypt
from support.counties import HUIJI, SHANDAN, on, shipped
from support.isolation import KEYS, OWNED, Neighbours

DAY, LATER = "2026-04-27", "2026-06-01"
CLOCK = on(DAY)
SECRET, REASON = "证人张三的住址", "撤县并区，由新区承接"
ASKED = Asked(HUIJI, REASON, 30, "cli")
Sessions = sessionmaker[Session]


@dataclass
class Place:
    """An installation with two counties, one of which leaves."""

    sessions: Sessions
    owners: Sessions
    places: Places
    neighbours: Neighbours
    folder: Path

    def export(self, name: str, because: str | None = None) -> Path:
        file = self.folder / name
        export_county(
            self.sessions, CLOCK, self.places, HUIJI, file, by="cli", secrets_because=because
        )
        return file

    def archive(self) -> None:
        with unit_of_work(self.sessions, HUIJI) as uow:
            change_mode(uow, CLOCK, ARCHIVED, REASON, by="cli")

    def anchor(self) -> None:
        with unit_of_work(self.sessions, HUIJI) as uow:
            anchor_chain(uow, CLOCK, self.places.anchors, is_daily=False)

    def announce(self, file: Path | None) -> TenantRemoval:
        return announce(self.sessions, CLOCK, ASKED, check_file(file) if file else None)

    def remove(self, file: Path, code: str, day: str = LATER) -> TenantRemoval:
        checked = check_file(file)
        return remove(
            self.owners, on(day), self.places, HUIJI, checked, confirmation=code, by="cli"
        )

    def entries(self, tenant_id: int, *actions: str) -> list[AuditEntry]:
        mine = (AuditEntry.tenant_id == tenant_id, AuditEntry.action.in_(actions))
        with unit_of_work(self.sessions, tenant_id) as uow:
            query = select(AuditEntry).where(*mine).order_by(AuditEntry.position)
            return list(uow.session.scalars(query))

    def rows(self, tenant_id: int) -> dict[str, tuple[int, str]]:
        """Return count and digest of a tenant's rows in each table, seen by the owner."""
        found = {}
        with unit_of_work(self.owners, tenant_id) as uow:
            connection = uow.session.connection()
            for table in tables_in(connection):
                if table.is_walled:
                    counted = digest(connection, table, tenant_id)
                    found[table.name] = (counted.rows, counted.digest)
                else:
                    name = "SELECT md5(coalesce(string_agg(t::text, '' ORDER BY t::text), ''))"
                    asked = text(f"{name}, count(*) FROM {table.name} t WHERE tenant_id = :t")
                    told, n = connection.execute(asked, {"t": tenant_id}).one()
                    found[table.name] = (n, told)
        return found


@pytest.fixture(scope="module")
def place(neighbours: Neighbours, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    url = neighbours.sessions.kw["bind"].url.set(username=MIGRATOR)
    engine = open_engine(url.render_as_string(hide_password=False), pool_size=1)
    anchors = AnchorStore.at(str(tmp_path_factory.mktemp("anchors")))
    places = Places(FileStore.at(str(tmp_path_factory.mktemp("files"))), anchors)
    folder = tmp_path_factory.mktemp("out")
    found = Place(neighbours.sessions, open_sessions(engine), places, neighbours, folder)
    _make_real(found)
    yield found
    engine.dispose()


def _make_real(place: Place) -> None:
    """Let the invented secret be one, and files lie where they are said to."""
    with unit_of_work(place.owners, HUIJI) as uow:
        for fact in uow.session.scalars(select(SealedFact).where(SealedFact.tenant_id == HUIJI)):
            key = find_keys(uow, [fact.id])[fact.id]
            where = belongs_to(fact.id, fact.field)
            fact.ciphertext = encrypt(key, SECRET.encode(), where)
    store = place.places.files
    for county in (place.neighbours.huiji, place.neighbours.shandan):
        with county.acting("prosecutor", DAY) as (uow, me, clock):
            keep_file(uow, clock, me, store, BytesIO(b"%PDF-1.4 x"), "送达回证.pdf")
            keep_sealed_file(uow, clock, me, store, BytesIO(b"%PDF-1.4 y"), "伤情.pdf")


@dataclass(frozen=True)
class Left:
    """What was seen while a county left, step by step."""

    file: Path
    readable: Path
    entries: list[AuditEntry]
    others: dict[str, tuple[int, str]]
    others_after: dict[str, tuple[int, str]]
    before: dict[str, tuple[int, str]]
    after: dict[str, tuple[int, str]]
    is_in_the_tree: bool
    named_by_the_neighbour: set[str]
    removal: TenantRemoval


def refused(error: type[Exception], act: Callable[[], object], words: str | None = None) -> None:
    with pytest.raises(error, match=words):
        act()


@pytest.fixture(scope="module")
def left(place: Place) -> Left:
    refused(NotArchivedError, lambda: place.announce(None))
    place.archive()
    refused(NoExportError, lambda: place.announce(None))
    place.anchor()
    readable = place.export("readable.zip", "移交新区档案馆保管")
    file = place.export("410108.zip")
    refused(NotAnnouncedError, lambda: place.remove(file, "X"))
    place.announce(None)
    refused(AnnouncedError, lambda: place.announce(file))
    call_off(place.sessions, CLOCK, HUIJI, "再核一次", "cli")
    removal = place.announce(file)
    place.anchor()
    code = removal.confirmation
    refused(NotDueError, lambda: place.remove(file, code, DAY), "2026-05-27")
    refused(InvalidInputError, lambda: place.remove(file, "AAAA"), "确认码不对")
    refused(InvalidInputError, lambda: place.remove(readable, code), "不是预告时的那一份")
    _write_and_take_back(place, lambda: place.remove(file, code))
    entries = place.entries(HUIJI, "tenant.exported", "secret.exported")
    others, before = place.rows(SHANDAN), place.rows(HUIJI)
    done = place.remove(file, code.lower())
    with global_session(place.sessions) as session:
        is_there = session.get(Tenant, HUIJI) is not None
    assert not place.places.files.has_any(HUIJI)
    seen = (place.rows(SHANDAN), before, place.rows(HUIJI), is_there, _named(place))
    left = Left(file, readable, entries, others, *seen, done)
    _come_again(place)
    return left


def _named(place: Place) -> set[str]:
    """Return what the neighbour calls the county that left, where matters came from it."""
    with place.neighbours.shandan.acting("chief", DAY) as (uow, me, _):
        listed = transfers.list_transfers(uow, me)
        return {each["county_name"] for each in transfers.dump_list(uow, listed)}


def _come_again(place: Place) -> None:
    """The same code is onboarded anew: its chain begins again, and the old anchors say nothing."""
    day = on("2026-07-01")
    assert place.places.anchors.list_tenants() == []
    assert apply_all(place.sessions, day, [shipped(HUIJI)]) == [str(HUIJI)]
    with unit_of_work(place.sessions, HUIJI) as uow:
        anchor_chain(uow, day, place.places.anchors, is_daily=True)
    with unit_of_work(place.sessions, HUIJI) as uow:
        assert check_against(uow, place.places.anchors).fault is None
    again = replace(ASKED, reason="再撤")
    refused(NotArchivedError, lambda: announce(place.sessions, day, again))


def _write_and_take_back(place: Place, act: Callable[[], object]) -> None:
    """What was written after the export, in whatever table, keeps the county from being removed."""
    change = "UPDATE cases SET title = title || :more WHERE tenant_id = :t"
    for more in ("!", ""):
        with unit_of_work(place.owners, HUIJI) as uow:
            back = "UPDATE cases SET title = rtrim(title, '!') WHERE tenant_id = :t"
            uow.session.execute(text(change if more else back), {"t": HUIJI, "more": more})
        if more:
            refused(ExportMismatchError, act, "cases")


def part(file: Path, path: str) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return archive.read(path)


def names(file: Path) -> list[str]:
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def test_every_table_of_the_county_is_in_it_and_none_of_another(left: Left) -> None:
    found = check_file(left.file)

    assert found.faults == ()
    assert (found.digest, found.tenant_code) == (left.entries[-1].content["manifest"], str(HUIJI))
    assert found.tables.keys() == {*OWNED} - KEYS
    for name, said in found.tables.items():
        rows = [orjson.loads(line) for line in part(left.file, said["path"]).splitlines()]
        assert len(rows) == said["rows"] > 0, name
        assert {row["tenant_id"] for row in rows} == {HUIJI}, name
    left_out = {each["table"] for each in found.manifest["left_out"]}
    assert {"case_keys", "logins", "client_tokens"} <= left_out
    assert left.file.stat().st_mode & 0o077 == 0


def test_a_clerk_can_open_it_without_the_platform(left: Left) -> None:
    books = {
        title: load_workbook(BytesIO(part(left.file, f"read/{title}.xlsx"))).active
        for title in ("案件", "经过", "附件")
    }
    known = names(left.file)
    papers = [name for name in known if name.startswith("read/文书/")]

    assert any("检察建议书" in name and name.endswith(".docx") for name in papers)
    assert part(left.file, papers[0])[:2] == b"PK"
    assert "检察建议" in str([*books["案件"].values])
    assert "签发" in str([*books["经过"].values])
    listed = [row[3] for row in books["附件"].values][1:]
    assert any(name.endswith(".pdf") for name in listed)
    assert set(listed) <= set(known)
    assert "configuration/0001/tenant.yaml" in known


def test_secrets_are_read_only_when_that_was_asked_for_with_a_reason(
    left: Left, place: Place
) -> None:
    sealed = b"".join(part(left.file, name) for name in names(left.file))
    assert SECRET.encode() not in sealed
    assert SECRET.encode() not in part(left.readable, "tables/sealed_facts.jsonl")
    assert SECRET in part(left.readable, "secrets/texts.jsonl").decode()
    assert [n for n in names(left.readable) if n.startswith("secrets/files/") and "伤情" in n]
    assert [
        (e.action, e.content.get("secrets", e.content.get("reason"))) for e in left.entries
    ] == [
        ("secret.exported", "移交新区档案馆保管"),
        ("tenant.exported", "readable"),
        ("tenant.exported", "sealed"),
    ]
    refused(InvalidInputError, lambda: place.export("no.zip", " "), "请写明理由")


def changed(file: Path, target: Path, path: str, content: bytes | None) -> Path:
    """Write an export anew with another content of one part; without any, the part is left out."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(path, content)
    return target


def test_what_was_changed_in_it_is_named(left: Left, tmp_path: Path) -> None:
    cases, chain = part(left.file, "tables/cases.jsonl"), part(left.file, CHAIN)
    cut = b"".join(chain.splitlines(keepends=True)[:-1])
    ways: list[tuple[str, bytes | None]] = [
        ("tables/cases.jsonl", cases.replace(b"2026", b"2025", 1)),
        ("tables/cases.jsonl", None),
        ("tables/more.jsonl", b"{}\n"),
        (CHAIN, cut),
    ]
    for n, (path, content) in enumerate(ways):
        other = changed(left.file, tmp_path / f"{n}.zip", path, content)
        assert [each.where for each in check_file(other).faults][:1] == [path]
    manifest = orjson.loads(part(left.file, MANIFEST))
    manifest["chain"]["entries"] -= 1
    other = changed(left.file, tmp_path / "m.zip", MANIFEST, orjson.dumps(manifest))
    assert [each.where for each in check_file(other).faults] == [CHAIN]
    half = tmp_path / "half.zip"
    half.write_bytes(left.file.read_bytes()[:-100])
    refused(InvalidInputError, lambda: check_file(half), "不是全量导出文件")


def test_it_is_written_whole_or_not_at_all(left: Left, place: Place, tmp_path: Path) -> None:
    refused(ConflictError, lambda: place.export(left.file.name), "已经有了")

    class Broken(FileStore):
        def list_digests(self, tenant_id: int) -> list[str]:
            raise OSError(tenant_id)

    broken = Places(Broken.at("memory://files"), place.places.anchors)
    file, sessions = tmp_path / "x.zip", place.sessions
    with pytest.raises(InvalidInputError, match="写不了"):
        export_county(sessions, CLOCK, broken, SHANDAN, file, by="cli")
    assert list(tmp_path.iterdir()) == []


def test_nothing_of_it_is_left_and_its_neighbour_is_as_it_was(left: Left, place: Place) -> None:
    assert all(n > 0 for name, (n, _) in left.before.items() if name in OWNED)
    assert {name: n for name, (n, _) in left.after.items() if n} == {}
    assert not left.is_in_the_tree
    assert place.places.files.has_any(SHANDAN)
    assert left.others_after == left.others


def test_the_certificate_says_what_went_and_what_stays(left: Left, place: Place) -> None:
    said = left.removal.certificate
    assert said is not None
    before = {each["table"]: each["before"] for each in said["tables"]}
    assert before == {**{name: n for name, (n, _) in left.before.items()}, "tenants": 1}
    assert {each["after"] for each in said["tables"]} == {0}
    assert said["files"] == {"before": 2, "after": 0}
    assert said["export"]["manifest"] == check_file(left.file).digest
    assert said["reason"] == REASON
    assert [each["county"] for each in said["stays"]["transfers"]] == [str(SHANDAN)]
    later = [each["action"] for each in said["chain"]["after_export"]]
    assert later[0] == "tenant.exported"
    assert "audit.anchored" in later
    assert said["chain"]["entries"] == said["export"]["entries"] + len(later)
    with global_session(place.sessions) as session:
        kept = session.get_one(TenantRemoval, left.removal.id)
        assert kept.certificate == said
        province = kept.province_id
    (entry,) = place.entries(province, "tenant.removed")
    assert entry.content["certificate"] == left.removal.digest
    assert canonical(said).decode().count(left.removal.code) > 0
    with unit_of_work(place.sessions, province) as uow:
        assert verify(uow) is None


def test_the_neighbour_still_reads_what_came_from_it(left: Left) -> None:
    assert left.named_by_the_neighbour == {"惠济区"}
