"""Papers and files over HTTP: who gets them, who is told there is nothing."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from liandong.db.unit_of_work import unit_of_work
from liandong.features.cases.service import RowCommand
from liandong.features.documents.models import Document
from liandong.features.documents.service import FileStore
from support.applications import app_over
from support.counties import KEY, County, on
from support.http import UNKNOWN, Caller, sign_in

DAY = "2026-04-27"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
EXE = b"MZ\x90\x00" + b"\x00" * 200
TOO_BIG = b"%PDF-1.4\n" + b"0" * (1024 * 1024 + 1)
Counties = Callable[..., County]


@pytest.fixture
def app(sessions: sessionmaker[Session], tmp_path: Any) -> Flask:
    clock = on(DAY)
    return app_over(sessions, FileStore.at(str(tmp_path), 1), lambda _: clock)


@pytest.fixture
def huiji(county: Counties) -> County:
    return county()


@pytest.fixture
def enter(app: Flask, huiji: County) -> Callable[[str], Caller]:
    return lambda who: sign_in(app, huiji, who, DAY)


Enter = Callable[[str], Caller]


def paper_id(huiji: County, case_id: UUID, kind: str = "letter") -> UUID:
    with unit_of_work(huiji.sessions, huiji.tenant_id) as uow:
        found = uow.session.query(Document.id).filter_by(case_id=case_id, type=kind)
        return found.order_by(Document.position.desc()).first()[0]


def take(caller: Caller, case_id: UUID, paper: UUID, form: str = "docx") -> TestResponse:
    return caller.get(f"/{KEY}/{case_id}/documents/{paper}.{form}")


def page(caller: Caller, path: str) -> TestResponse:
    caller.client.set_cookie("ld_session", caller.token)
    return caller.client.get(f"/t/{caller.code}/{path}")


def hand_in(caller: Caller, content: bytes, name: str) -> TestResponse:
    answer = caller.client.post(
        f"/api/v1/t/{caller.code}/files",
        data={"file": (io.BytesIO(content), name)},
        headers={"Authorization": f"Bearer {caller.token}"},
    )
    answer.request.environ["wsgi.input"].close()  # a large body lies in a file of the client
    return answer


def read(caller: Caller, file_id: object) -> TestResponse:
    return caller.call("GET", f"/api/v1/t/{caller.code}/files/{file_id}")


def test_a_draft_is_there_for_its_own_authority_alone(huiji: County, enter: Enter) -> None:
    case_id = huiji.open(DAY)
    paper = paper_id(huiji, case_id)

    assert take(enter("prosecutor"), case_id, paper).data.startswith(b"PK")
    for who in ("handler", "head", "bystander", "reader", "office"):
        assert take(enter(who), case_id, paper).status_code == 404, who


def test_a_bureau_gets_nothing_before_the_letter_is_served(huiji: County, enter: Enter) -> None:
    case_id = huiji.issue(DAY)
    paper = paper_id(huiji, case_id)
    assert take(enter("handler"), case_id, paper).status_code == 404

    huiji.fire("handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})

    answer = take(enter("handler"), case_id, paper)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert take(enter("bystander"), case_id, paper).status_code == 404


def test_a_copied_unit_gets_the_letter_and_nothing_else(huiji: County, enter: Enter) -> None:
    case_id = huiji.open(DAY)
    huiji.list_copy(DAY, case_id)
    huiji.move_row("chief", DAY, case_id, "copy", "choose")
    huiji.step("prosecutor", DAY, case_id, "submit")
    huiji.step("reviewer", DAY, case_id, "review")
    huiji.fire("chief", DAY, case_id, "issue")
    huiji.fire("handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})
    huiji.move_row("prosecutor", DAY, case_id, "copy", "send")
    reader = enter("reader")

    assert take(reader, case_id, paper_id(huiji, case_id)).status_code == 200
    assert take(reader, case_id, paper_id(huiji, case_id, "return_receipt")).status_code == 404
    copy_letter = take(enter("prosecutor"), case_id, paper_id(huiji, case_id, "copy_letter"))
    assert copy_letter.status_code == 200


def test_the_page_gives_what_the_interface_gives(huiji: County, enter: Enter) -> None:
    case_id = huiji.issue(DAY)
    path = f"cases/{KEY}/{case_id}/documents/{paper_id(huiji, case_id)}"

    assert page(enter("chief"), f"{path}.docx").data.startswith(b"PK")
    assert page(enter("chief"), f"{path}.pdf").data.startswith(b"%PDF")
    assert page(enter("chief"), f"{path}.exe").status_code == 404
    assert page(enter("handler"), f"{path}.docx").status_code == 404


def test_a_paper_of_another_case_is_not_there(huiji: County, enter: Enter) -> None:
    case_id, other = huiji.issue(DAY), huiji.issue(DAY)

    assert take(enter("chief"), case_id, paper_id(huiji, other)).status_code == 404
    assert take(enter("chief"), case_id, UNKNOWN).status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (EXE, "setup.exe", 422, "file.type"),
        (EXE, "回证.pdf", 422, "file.type"),
        (TOO_BIG, "大.pdf", 413, "file.too_big"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_code(
    enter: Enter, content: bytes, name: str, status: int, code: str
) -> None:
    refused = hand_in(enter("handler"), content, name)

    assert (refused.status_code, refused.json["code"]) == (status, code)


def test_an_upload_without_a_file_names_what_is_missing(enter: Enter) -> None:
    caller = enter("handler")
    refused = caller.call("POST", f"/api/v1/t/{caller.code}/files", {})

    assert refused.status_code == 422


def test_a_file_is_its_units_until_a_case_shows_it(huiji: County, enter: Enter) -> None:
    taken = hand_in(enter("handler"), PDF, "整改照片.pdf")
    assert taken.status_code == 201
    file_id = taken.json["id"]
    assert read(enter("head"), file_id).data == PDF
    assert page(enter("head"), f"files/{file_id}").data == PDF
    assert read(enter("prosecutor"), file_id).status_code == 404

    case_id = huiji.serve("2026-04-20")
    objects = {"grounds": "事实有出入", "evidence": [file_id]}
    huiji.fire(
        "handler", DAY, case_id, None, rows=(RowCommand("objection", "object", None, objects),)
    )

    assert read(enter("prosecutor"), file_id).data == PDF
    for who in ("bystander", "office", "reader"):
        assert read(enter(who), file_id).status_code == 404, who
    assert read(enter("prosecutor"), UNKNOWN).status_code == 404


def test_a_file_that_only_an_inner_row_names_stays_inside(huiji: County, enter: Enter) -> None:
    file_id = hand_in(enter("prosecutor"), PDF, "反馈.pdf").json["id"]
    case_id = huiji.open("2026-04-20")
    huiji.consult("2026-04-20", case_id)
    opinion = {"opinion": "妥当", "evidence": [file_id]}
    huiji.move_row("prosecutor", "2026-04-20", case_id, "consultation", "record_opinion", **opinion)
    huiji.step("prosecutor", DAY, case_id, "submit")
    huiji.step("reviewer", DAY, case_id, "review")
    huiji.fire("chief", DAY, case_id, "issue")
    huiji.fire("handler", DAY, case_id, "serve", facts={"delivery_mode": "electronic"})

    assert read(enter("chief"), file_id).data == PDF
    assert read(enter("handler"), file_id).status_code == 404


def test_writing_the_id_of_a_file_into_a_text_does_not_open_it(huiji: County, enter: Enter) -> None:
    file_id = hand_in(enter("prosecutor"), PDF, "内部.pdf").json["id"]
    case_id = huiji.serve("2026-04-20")
    objects = RowCommand("objection", "object", None, {"grounds": f"见 {file_id}"})
    huiji.fire("handler", DAY, case_id, None, rows=(objects,))

    assert read(enter("handler"), file_id).status_code == 404
