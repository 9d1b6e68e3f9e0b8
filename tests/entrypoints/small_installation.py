"""A whole installation around one table, for the tests to kill: folder and port are its words."""

import os
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from liandong.db.engine import open_engine, open_sessions
from liandong.db.functions import OUTBOX_FUNCTIONS, broker_tables
from liandong.entrypoints.installation import Plan, run_all, serve_web
from liandong.entrypoints.processes import Child
from liandong.entrypoints.relay import Relay, open_broker, plain_address
from liandong.entrypoints.scheduler import Job, run_background, run_jobs
from liandong.entrypoints.worker import declare_deliver, run_worker

TABLES = (
    "SET ROLE liandong_owner",
    "CREATE TABLE outbox (tenant_id int, id uuid, due timestamptz DEFAULT now())",
    "ALTER TABLE outbox ADD PRIMARY KEY (tenant_id, id)",
    "ALTER TABLE outbox ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE outbox FORCE ROW LEVEL SECURITY",
    "CREATE POLICY tenant ON outbox USING (tenant_id = current_setting('app.tenant_id')::integer)",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON outbox TO liandong_app",
    "CREATE TABLE delivered (tenant_id int, id uuid)",
    "CREATE TABLE ticks (at timestamptz DEFAULT now())",
    "GRANT SELECT, INSERT ON delivered, ticks TO liandong_app",
)


def migrate(url: str) -> None:
    with psycopg.connect(plain_address(url)) as connection:
        if connection.execute("SELECT to_regclass('delivered')").fetchone() == (None,):
            for statement in (*TABLES, *OUTBOX_FUNCTIONS, *broker_tables()):
                connection.execute(statement.encode())


def execute(url: str, statement: str, *values: object) -> None:
    with psycopg.connect(plain_address(url)) as connection:
        connection.execute(statement.encode(), values)


def answer(_environ: dict[str, Any], start: Callable[..., object]) -> Iterable[bytes]:
    start("200 OK", [("content-type", "text/plain")])
    return [b"too much" if "LIANDONG_OWNER_DATABASE_URL" in os.environ else b"ready"]


def build_app() -> Callable[..., Iterable[bytes]]:
    return answer


def worker(url: str) -> None:
    broker = open_broker("", url, patience=2.0)
    declare_deliver(broker, partial(execute, url, "INSERT INTO delivered VALUES (%s, %s)"))
    run_worker(broker, threads=2)


def background(url: str) -> None:
    def fail() -> None:
        raise ValueError("a job may fail")

    tick = partial(execute, url, "INSERT INTO ticks DEFAULT VALUES")
    jobs = [Job("fails", 0.1, fail), Job("tick", 0.2, tick)]
    relay = Relay(open_sessions(open_engine(url)), open_broker("", url), url)
    run_background(relay.run, partial(run_jobs, jobs))


def main(folder: str, port: int) -> None:
    def children(url: str) -> tuple[Child, ...]:
        return (
            Child("web", partial(serve_web, build_app, port=port)),
            Child("worker", partial(worker, url)),
            Child("scheduler", partial(background, url)),
        )

    addresses = {
        "database_url": os.environ.get("LIANDONG_DATABASE_URL", ""),
        "owner_database_url": os.environ.get("LIANDONG_OWNER_DATABASE_URL", ""),
    }
    run_all(Plan(children, migrate, Path(folder), port, **addresses))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
