"""An act may be entered for an earlier day, with the proof beside it, and the record says so."""

import io
import re
from collections.abc import Callable

from support.browsing import Visit
from support.case_forms import address, send, words
from support.counties import County

SERVED, TODAY = "2026-03-02", "2026-04-27"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def _pdf(name: str = "回证.pdf") -> tuple[io.BytesIO, str]:
    return io.BytesIO(PDF), name


def test_paper_service_is_entered_for_the_day_it_happened(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED)
    browser, where = visit(huiji, "prosecutor"), address(huiji, case_id)
    assert "送达日期" in words(browser.get(f"{where}?act=serve").text)

    typed = {"facts.delivery_mode": "paper", "occurred_on": "2026-03-05"}
    answer = send(browser, where, "serve", **typed, **{"facts.delivery_proof": _pdf()})

    assert answer.status_code == 303
    assert huiji.deadline(case_id, "SUG-01")["started_on"] == "2026-03-05"
    said = words(browser.get(where).text)
    assert "3月5日 送达" in said
    assert re.search(r"4月27日 \d\d:\d\d 录入", said)


def test_an_electronic_confirmation_is_asked_for_no_day(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.issue(SERVED)
    page = visit(huiji, "handler").get(f"{address(huiji, case_id)}?act=serve").text
    assert 'name="occurred_on"' not in page


def test_an_old_day_without_its_proof_is_refused_at_the_day_and_taken_with_it(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    browser, where = visit(huiji, "chief"), address(huiji, case_id)
    typed = {"facts.why": "依据的规定已废止", "occurred_on": "2026-03-10"}

    refused = send(browser, where, "withdraw", **typed)

    assert refused.status_code == 422
    assert 'href="#f-occurred-on"' in refused.text
    assert "要附证明材料" in refused.text
    assert "依据的规定已废止" in refused.text
    assert 'value="2026-03-10"' in refused.text
    assert send(browser, where, "withdraw", **typed, proof=_pdf()).status_code == 303
    events = huiji.look("prosecutor", case_id)["events"]
    assert max(event["occurred_on"] for event in events) == "2026-03-10"


def test_a_form_that_comes_back_names_the_files_to_choose_again(
    county: Callable[..., County], visit: Visit
) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    browser, where = visit(huiji, "chief"), address(huiji, case_id)

    refused = send(browser, where, "withdraw", **{"facts.why": ""}, proof=_pdf("回证（一）.pdf"))

    assert refused.status_code == 422
    assert "要重新选：回证（一）.pdf" in refused.text
    assert 'href="#f-proof"' in refused.text


def test_a_day_of_rows_is_entered_too(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.serve(SERVED)
    huiji.reply("2026-04-20", case_id)
    item = next(r["id"] for r in huiji.look("handler", case_id)["rows"] if r["type"] == "item")
    typed = {
        f"row.{item}.move": "settle",
        f"row.{item}.method": "visit",
        f"row.{item}.finding": "已公示",
        "occurred_on": "2026-04-24",
    }

    answer = send(visit(huiji, "prosecutor"), address(huiji, case_id), "rows:item", **typed)

    assert answer.status_code == 303
    events = huiji.look("prosecutor", case_id)["events"]
    assert max(event["occurred_on"] for event in events) == "2026-04-24"


def test_nobody_signs_for_an_earlier_day(county: Callable[..., County], visit: Visit) -> None:
    huiji = county()
    case_id = huiji.open(SERVED)
    huiji.step("prosecutor", SERVED, case_id, "submit")
    huiji.step("reviewer", SERVED, case_id, "review")
    browser, where = visit(huiji, "chief"), address(huiji, case_id)
    assert 'name="occurred_on"' not in browser.get(f"{where}?act=issue").text

    assert send(browser, where, "issue", occurred_on="2026-03-03").status_code == 303

    events = huiji.look("prosecutor", case_id)["events"]
    assert max(event["occurred_on"] for event in events) == TODAY
