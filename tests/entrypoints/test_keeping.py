"""The command line makes, lists and ends clients and links of identities."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.cli import main
from liandong.features.audit.models import AuditEntry
from liandong.features.clients.models import ClientToken
from liandong.features.clients.service.entering import token_hash
from liandong.kernel.clock import SystemClock
from support.counties import HUIJI, build_county

OIDC = {"LIANDONG_OIDC_ISSUER": "https://id.example.gov.cn"}
TOMORROW = (SystemClock().today() + timedelta(days=1)).isoformat()
NEW = ("--name", "执法平台", "--unit", "market_regulation", "--duty", "handler")


@pytest.fixture
def call(database: str) -> Callable[..., Result]:
    def run(*words: object, **more: str) -> Result:
        environment = {"LIANDONG_DATABASE_URL": database, **more}
        return CliRunner().invoke(main, [*map(str, words)], env=environment)

    return run


def test_a_client_is_made_listed_and_revoked(
    call: Callable[..., Result], sessions: sessionmaker[Session]
) -> None:
    made = call(
        *("client", "create", "--tenant", HUIJI, *NEW, "--scope", "read"),
        *("--expires-on", TOMORROW, "--json"),
    )
    assert made.exit_code == 0, made.output
    told = json.loads(made.output)
    with global_session(sessions) as session:
        assert session.get(ClientToken, token_hash(told["token"])) is not None
    listed = call("client", "list", "--tenant", HUIJI)
    assert told["token"] not in listed.output
    assert "执法平台" in listed.output
    assert call("client", "revoke", "--tenant", HUIJI, told["id"]).exit_code == 0
    assert "revoked" in call("client", "list", "--tenant", HUIJI).output
    assert call("client", "revoke", "--tenant", HUIJI, told["id"]).exit_code == 3


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--tenant", "x", *NEW, "--scope", "read"), "--tenant"),
        (("--tenant", HUIJI, *NEW, "--scope", "all"), "scopes"),
        (("--tenant", HUIJI, *NEW[:2], "--unit", "x", *NEW[4:], "--scope", "read"), "unit_id"),
    ],
)
def test_what_cannot_be_made_is_named(
    call: Callable[..., Result], words: tuple[object, ...], named: str
) -> None:
    refused = call("client", "create", *words, "--expires-on", TOMORROW)

    assert refused.exit_code == 2
    assert named in refused.output


def test_an_identity_is_linked_listed_and_unlinked(
    call: Callable[..., Result], sessions: sessionmaker[Session]
) -> None:
    build_county(sessions)
    login = ("--tenant", HUIJI, "--login", f"{HUIJI}-chief")

    made = call("identity", "link", *login, "--subject", "zhang", "--json", **OIDC)
    again = call("identity", "link", *login, "--subject", "li", **OIDC)
    without = call("identity", "link", *login, "--subject", "li")

    assert (made.exit_code, again.exit_code, without.exit_code) == (0, 3, 2), made.output
    found = json.loads(call("identity", "list", "--tenant", HUIJI, "--json", **OIDC).output)
    assert [(each["subject"], each["linked_by"]) for each in found] == [("zhang", "cli")]
    gone = call("identity", "unlink", "--tenant", HUIJI, json.loads(made.output)["id"], **OIDC)
    assert gone.exit_code == 0
    with unit_of_work(sessions, HUIJI) as uow:
        mine = select(AuditEntry.action).where(AuditEntry.tenant_id == HUIJI)
        assert {"identity.linked", "identity.unlinked"} <= set(uow.session.scalars(mine))
