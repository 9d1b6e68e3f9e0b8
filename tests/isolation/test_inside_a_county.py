"""Procuratorate against government inside one county: every address, as everybody, for anything.

What somebody may not know of answers as the unknown does, and leaves no word, number or count in
any list, search, figure, export, calendar or notice. LIANDONG_EXHAUSTIVE=1 asks as every single
duty of every unit, and asks every list in every way.
"""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import Engine, text
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from liandong.db.embedded import EmbeddedServer, clone, drop
from liandong.db.engine import open_engine, open_sessions
from liandong.db.unit_of_work import unit_of_work
from liandong.features.documents.service import FileStore
from support.attack import Answer, Attacker, Ids, answer_of, listening, readable, words_of, written
from support.counties import XUYI, County, build_county
from support.hidden import (
    COMMON,
    DAY,
    OURS,
    Hidden,
    Secrets,
    draft_reply,
    every_word,
    plant,
    populate,
    say_openly,
    suggest_rung,
)
from support.http import open_app, sign_in

EXHAUSTIVE = bool(os.environ.get("LIANDONG_EXHAUSTIVE"))
#: The mechanisms whose addresses are walked: those in which something is hidden.
HIDING = (
    "procuratorial_suggestion",
    "investigation_cooperation",
    "discipline_clue_transfer",
    "public_interest_clue",
    "criminal_transfer",
)
#: Parts of the addresses that may be asked for more than everything.
NARROWED = ("cases", "similar", "deadlines", "notices", "obligations", "suggestions", "documents")
ASKED = (
    f"?text={COMMON}&q={COMMON}&progress=all&word={COMMON}&title={COMMON}&mechanism={HIDING[0]}",
    "?limit=1&progress=all&unread=false&show=all&scope=unit&due=late",
)
#: Who asks where not everybody does: nobody of these knows of anything that is hidden.
OUTSIDE = ("all_bystander", "all_office", "reader")
#: Who knows of some of it, and of the rest nothing.
HALFWAY = ("all_addressee", "chief")
ASKING = ("all_bystander", "all_addressee", "clerk", "chief")
WRITING = ("all_bystander", "chief")
if EXHAUSTIVE:
    OUTSIDE += ("all_court", "auditor", "admin", "bystander", "office")
    HALFWAY += ("all_discipline", "all_police", "clerk", "head", "prosecutor")
    ASKING = WRITING = (*OUTSIDE, *HALFWAY)


@dataclass
class Town:
    county: County
    engine: Engine
    attackers: dict[str, Attacker]
    units: dict[str, str]
    secrets: Secrets
    before: dict[tuple[str, str], Answer]
    shared: list[Answer]
    known: dict[str, UUID]

    def hidden_from(self, attacker: Attacker) -> list[Hidden]:
        """Return what a person may not know of: by the unit, and by the duty a served search."""
        found = self.secrets.hidden_from(self.units[attacker.name])
        if attacker.name == "clerk":
            found += [each for each in self.secrets.found if each.name == "searched"]
        return found


def _lists(attacker: Attacker) -> Iterator[str]:
    """Yield every address that names nothing, in every way it can be asked."""
    for rule in readable(attacker.app, *HIDING):
        if not rule.arguments <= {"code", "mechanism", "metric"}:
            continue
        is_narrowed = EXHAUSTIVE or any(part in rule.rule for part in NARROWED)
        for key in HIDING if "mechanism" in rule.arguments else HIDING[:1]:
            path = Ids({}, key).fill(rule, attacker.caller.code)
            yield from (f"{path}{asked}" for asked in ("", *(ASKED if is_narrowed else ())))


def _look_around(attacker: Attacker) -> dict[tuple[str, str], Answer]:
    nothing = Ids()
    return {
        (attacker.name, path): answer_of(attacker.read(path), nothing) for path in _lists(attacker)
    }


def _shared(attacker: Attacker, case_id: UUID) -> list[Answer]:
    """Return a matter that both sides know of, as the interface and the page tell it."""
    place = f"t/{attacker.caller.code}/cases/{HIDING[0]}/{case_id}"
    return [answer_of(attacker.read(path), Ids()) for path in (f"/api/v1/{place}", f"/{place}")]


@pytest.fixture(scope="module")
def _untold() -> Iterator[None]:
    """Let an export of the audit leave no entry: the next one would tell of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("liandong.features.cases.service.audit_reading._note", lambda *_: None)
        yield


@pytest.fixture(scope="module")
def town(server: EmbeddedServer, template: str, _untold: None) -> Iterator[Town]:
    url = clone(server, template)
    engine = open_engine(url)
    sessions = open_sessions(engine)
    county = build_county(sessions, XUYI)
    county.units |= {role: county.find_unit(role) for role in ("police", "court")}
    units = populate(county, every_duty=EXHAUSTIVE) | dict.fromkeys(OURS, "procuratorate")
    app = open_app(sessions, DAY)
    attackers = {name: Attacker(name, sign_in(app, county, name, DAY), app) for name in units}
    known = say_openly(county)
    before: dict[tuple[str, str], Answer] = {}
    for name, attacker in attackers.items():
        if name in OUTSIDE or (EXHAUSTIVE and units[name] not in {"procuratorate", "addressee"}):
            before |= _look_around(attacker)
    shared = _shared(attackers["chief"], known["served"])
    secrets = plant(county, FileStore.at("memory://files"))
    draft_reply(secrets, known["served"])
    suggest_rung(secrets, known["late"])
    county.tell(DAY)
    yield Town(county, engine, attackers, units, secrets, before, shared, known)
    engine.dispose()
    drop(server, url.partition("@/")[2].partition("?")[0])


def test_there_is_much_to_hide(town: Town) -> None:
    kinds = {each.name for each in town.secrets.found}

    assert kinds >= {"drafted", "reviewed", "investigated", "searched", "clue", "found", "reply"}
    assert all(each.words or each.ids for each in town.secrets.found)


def test_lists_searches_figures_and_exports_are_as_if_it_were_not_there(town: Town) -> None:
    assert len(town.before) > 150
    outside = {name for name, _ in town.before if town.units[name] != "discipline"}
    for name in sorted(outside):  # the commission is told of the clue that is offered to it
        looked = _look_around(town.attackers[name])
        assert any(path.endswith("/audit.jsonl") for _, path in looked)
        changed = [k for k, now in looked.items() if now != town.before[k]]
        assert not changed


def test_a_matter_both_know_of_shows_nothing_of_a_reply_that_is_drafted(town: Town) -> None:
    now = _shared(town.attackers["chief"], town.known["served"])

    assert [each.status for each in now] == [200, 200]
    assert now[0] == town.shared[0]  # its version, days, papers and events
    words = [word for each in town.secrets.found if each.name == "reply" for word in each.words]
    assert words
    assert not [word for word in words if word in now[1].body]


@pytest.mark.parametrize("name", HALFWAY)
def test_who_knows_of_some_reads_no_word_of_the_rest_in_any_list(town: Town, name: str) -> None:
    attacker = town.attackers[name]
    words = every_word(town.hidden_from(attacker))
    assert words
    for path in _lists(attacker):
        said = words_of(attacker.read(path))
        found = {of for word, of in words.items() if word in said}
        assert not found, (attacker.name, path, found)


def _names(rule: Rule, ids: Ids) -> bool:
    """Say whether an address names what is hidden, and not only the known case around it."""
    own = ids.named.keys() - {"case_id"} or {"case_id"}
    return bool(rule.arguments & own)


def _both(town: Town, hidden: Hidden, ids: Ids, ask: Callable[[Ids], TestResponse]) -> list[Answer]:
    """Return the answers to what is hidden and to what is unknown, with their statements."""
    answers = []
    for each in (ids, ids.unknown_of(hidden.ids)):
        with listening(town.engine) as heard:
            answer = ask(each)
        answers.append(answer_of(answer, ids, heard))
    return answers


@pytest.mark.parametrize("name", ASKING)
def test_what_is_hidden_is_read_nowhere_and_answers_like_the_unknown(
    town: Town, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    attacker = town.attackers[name]
    code, app = attacker.caller.code, attacker.app
    attacker.read(f"/t/{code}/account")  # what waits is counted once, and kept
    for hidden in town.hidden_from(attacker):
        for ids in hidden.tries():
            for rule in (rule for rule in readable(app, hidden.mechanism) if _names(rule, ids)):
                ask = partial(_read, attacker, rule)
                answers = _both(town, hidden, ids, ask)
                assert answers[0] == answers[1], (hidden.name, rule.rule)
                assert answers[0].status == 404, (hidden.name, rule.rule, answers[0])
    logged = "\n".join(each.getMessage() for each in caplog.records)
    assert not [word for word in every_word(town.secrets.found) if word in logged]


def _read(attacker: Attacker, rule: Rule, ids: Ids) -> TestResponse:
    return attacker.read(ids.fill(rule, attacker.caller.code))


@pytest.mark.parametrize("name", WRITING)
def test_what_is_hidden_can_be_written_to_nowhere(town: Town, name: str) -> None:
    attacker = town.attackers[name]
    attacker.read(f"/t/{attacker.caller.code}/account")
    for hidden in town.hidden_from(attacker):
        tries = [ids for ids in hidden.tries() if _is_wholly(hidden, ids)]
        for ids in tries if EXHAUSTIVE else tries[:1]:
            for method, rule, route in written(attacker.app, hidden.mechanism):
                if not rule.arguments & ids.named.keys() and not rule.rule.endswith("/batches"):
                    continue
                ask = partial(attacker.try_to_write, method, rule, route)
                answers = _both(town, hidden, ids, ask)
                assert answers[0] == answers[1], (hidden.name, rule.rule, answers)
                assert answers[0].status in {404, 422}, (hidden.name, rule.rule, answers[0])


def _is_wholly(hidden: Hidden, ids: Ids) -> bool:
    """Say whether all that is named is hidden; of a known case the moves are known as well."""
    return {str(each) for each in ids.named.values()} <= hidden.ids


def test_notices_and_the_outbox_tell_a_unit_nothing_that_it_may_not_know(town: Town) -> None:
    told = text("SELECT unit_id::text, to_jsonb(n)::text FROM notices n")
    with unit_of_work(town.county.sessions, town.county.tenant_id) as uow:
        rows = uow.session.execute(told).all()
    names = {str(unit_id): name for name, unit_id in town.county.units.items()}
    assert len(rows) > 10
    for unit_id, said in rows:
        words = every_word(town.secrets.hidden_from(names.get(unit_id, "another")))
        assert not {of for word, of in words.items() if word in said}, (names.get(unit_id), said)
