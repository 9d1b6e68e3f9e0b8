"""What a process keeps between requests, hands to others or writes down: a closed list of each."""

import ast
import io
from functools import cache
from pathlib import Path
from uuid import UUID, uuid4

import dramatiq
import pytest
from dramatiq.brokers.stub import StubBroker
from sqlalchemy import inspect

from liandong.db.outbox import OutboxMessage
from liandong.entrypoints.worker import declare_deliver
from liandong.features.documents.service import FileStore
from liandong.kernel.errors import NotFoundError

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (ROOT / "platform" / "liandong", ROOT / "plugins" / "liandong_plugins")
#: What is remembered by function, and why it holds nothing of a county.
REMEMBERED = {
    "authz/narrowing.py:narrow": "a policy, by the policy and the grant themselves",
    "authz/policy.py:compile_policy": "policies, by the text of the lines themselves",
    "authz/policy.py:_installed": "the templates as installed",
    "calendars/calendar.py:default_calendar": "the calendar as shipped",
    "calendars/counting.py:_direction": "words, by a number and a unit",
    "calendars/schedules.py:december_from": "a day, from a schedule",
    "entrypoints/demo/stories.py:_stories_of": "the stories of the demo, as installed",
    "entrypoints/master_key.py:_own_settings": "the settings of the installation",
    "db/embedded/account.py:_stand_in": "an account of the machine",
    "db/embedded/account.py:namespaces_allowed": "a property of the machine",
    "entrypoints/wiring.py:wire": "what is installed",
    "features/cases/service/begun.py:_asks": "a property of a declaration",
    "features/cases/service/lettering.py:_read": "forms of letters as installed",
    "features/documents/service/pdf.py:_resource": "files as installed",
    "features/rosters/service/wording.py:wording": "words of tables as installed",
    "features/tenants/service/ambiguities.py:ambiguities": "a register as installed",
    "features/onboarding/service/setting_words.py:_words": "what settings are called, as installed",
    "features/tenants/service/divisions.py:_rules": "the list of divisions as installed",
    "features/tenants/service/divisions.py:divisions": "the list of divisions as installed",
    "features/tenants/service/terminology.py:_pattern": "a register as installed",
    "features/tenants/service/terminology.py:terms": "a register as installed",
    "features/tenants/service/templates.py:_templates": "templates as shipped",
    "features/tenants/service/templates.py:template": "templates as shipped",
    "features/tenants/service/known.py:_foreseen": "a register as installed",
    "features/tenants/service/package_schema.py:schema_of": "schemas as shipped",
    "features/tenants/service/package_schema.py:_validator": "schemas as installed",
    "features/tenants/service/schedules.py:laid_out": "calendars, by all the days they hold",
    "mechanisms/checking/places.py:sources_of": "places in source files",
    "mechanisms/limit_files.py:read_limits": "limits as installed",
    "mechanisms/secrecy.py:sealed_fields": "what a declaration seals",
    "mechanisms/secrecy.py:sealed_files": "what a declaration seals",
    "web/assets.py:_fingerprint": "digests of static files",
    "web/languages.py:_catalogue": "English words as installed",
}
#: Module variables that change while a process runs.
CHANGING = {
    "db/master_keys.py:_provider": "who gives the installation's keys",
    "features/accounts/events.py:_subscribers": "functions, registered at the start",
    "features/accounts/events.py:_finders": "functions, registered at the start",
    "features/tenants/events.py:_followers": "functions, registered at the start",
    "features/tenants/events.py:_subscribers": "functions, registered at the start",
    "features/tenants/service/configuration.py:_cache": "by tenant, and by digest within",
    "features/tenants/service/installation.py:_wired": "what is installed",
    "mechanisms/checking/secret_ways.py:_NONE": "an empty mapping that nothing is put into",
    "web/writes.py:_salts": "functions, registered at the start",
}
TENANT = 410108
_CACHES = {"cache", "lru_cache", "cached"}


@cache
def _trees() -> list[tuple[str, ast.Module]]:
    return [
        (path.relative_to(root).as_posix(), ast.parse(path.read_text()))
        for root in SOURCES
        for path in sorted(root.rglob("*.py"))
    ]


def _name_of(node: ast.expr) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def test_every_memory_of_a_function_is_on_the_closed_list() -> None:
    found = {
        f"{path}:{node.name}"
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(_name_of(each) in _CACHES for each in node.decorator_list)
    }

    assert found == REMEMBERED.keys()


def test_every_variable_that_changes_is_on_the_closed_list() -> None:
    found = set()
    for path, tree in _trees():
        for node in tree.body:
            target = node.targets[0] if isinstance(node, ast.Assign) else None
            target = node.target if isinstance(node, ast.AnnAssign) else target
            value = getattr(node, "value", None)
            is_empty = isinstance(value, ast.Dict | ast.List) and not getattr(
                value, "keys", getattr(value, "elts", ())
            )
            if isinstance(target, ast.Name) and is_empty:
                found.add(f"{path}:{target.id}")

    assert found == CHANGING.keys()


def test_an_actor_carries_a_county_and_an_event_and_nothing_else() -> None:
    broker = StubBroker()
    heard: list[tuple[int, UUID]] = []
    declare_deliver(broker, lambda *sent: heard.append(sent))
    (name,) = broker.get_declared_actors()
    event = uuid4()

    broker.get_actor(name).fn(TENANT, str(event))

    assert heard == [(TENANT, event)]
    with pytest.raises(TypeError):
        broker.get_actor(name).fn(TENANT, str(event), "标题")
    columns = {each.key for each in inspect(OutboxMessage).columns}
    assert columns == {"tenant_id", "id", "due"}
    made = [
        path
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and _name_of(node) == "actor"
    ]
    assert made == ["entrypoints/worker.py"]
    assert dramatiq.actor


def test_a_path_of_a_file_begins_with_the_county_and_holds_no_name(tmp_path: Path) -> None:
    store = FileStore.at(str(tmp_path))
    name = "../../620725/暗记.pdf"

    kept = store.put(TENANT, io.BytesIO(b"%PDF-1.4\n"), name)

    (path,) = [p for p in tmp_path.rglob("*") if p.is_file()]
    assert path.relative_to(tmp_path).as_posix() == f"{TENANT}/{kept.sha256[:2]}/{kept.sha256}"
    with pytest.raises(NotFoundError):
        store.open(620725, kept.sha256)
    for guess in ("../410108/" + kept.sha256, f"..%2f{kept.sha256}", kept.sha256.upper(), ""):
        with pytest.raises(NotFoundError):
            store.open(620725, guess)
