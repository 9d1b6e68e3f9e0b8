import hashlib
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from liandong.authz import navigation
from liandong.db.unit_of_work import global_session, unit_of_work
from liandong.entrypoints.app import create_app
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import SessionToken
from liandong.features.documents.service import FileStore
from liandong.kernel.clock import FixedClock

Visit = Callable[[Any, str], FlaskClient]
@pytest.fixture
def visit(sessions: sessionmaker[Session], clock: FixedClock, tmp_path: Path) -> Visit:
    """A browser in which one of a county's people is signed in."""
    app = create_app(sessions, FileStore.at(str(tmp_path)), clock=lambda _zone: clock)
    app.testing = True

    def enter(county: Any, who: str) -> FlaskClient:
        browser, token = app.test_client(), f"{county.tenant_id}-{who}"
        with global_session(sessions) as session:
            digest = hashlib.sha256(token.encode()).hexdigest()
            if session.get(SessionToken, digest) is None:
                session.add(
                    SessionToken(
                        token_hash=digest,
                        tenant_id=county.tenant_id,
                        account_id=county.people[who],
                        created_at=clock.now(),
                        seen_at=clock.now(),
                        expires_at=clock.now() + timedelta(hours=1),
                    )
                )
        browser.set_cookie("ld_session", token)
        return browser

    return enter


import os, threading
from pathlib import Path
import pytest
from werkzeug.serving import make_server
sys_path=None
import importlib.util, sys
@pytest.mark.filterwarnings("ignore")
def test_shots(county, visit, sessions, clock):
    from liandong.features.cases.service import sweep
    c = county()
    c.serve("2026-03-02", items=2)
    c.serve("2026-02-20", items=3, title="规范餐饮油烟净化设施运行监管")
    c.serve("2026-04-14", title="规范特种设备使用登记", objection_days=15)
    c.serve("2026-02-26", title="农贸市场计量器具检定", items=2)
    x = c.serve("2026-01-05", title="预付卡消费投诉处置")
    c.reply("2026-03-02", x)
    c.issue("2026-04-20", title="规范农贸市场活禽经营")
    c.open("2026-04-24", title="电动自行车电池改装监管")
    sweep(sessions, clock)
    from liandong.db.unit_of_work import unit_of_work
    from liandong.features.cases.models import CaseEvent
    from liandong.features.cases import service as cs
    from sqlalchemy import select
    with unit_of_work(sessions, c.tenant_id) as uow:
        for e in uow.session.scalars(select(CaseEvent.id).where(CaseEvent.tenant_id==c.tenant_id)).all():
            cs.tell_of_event(uow, clock, e)
    b = visit(c, "handler")
    app = b.application
    srv = make_server("127.0.0.1", 0, app, threaded=True)
    t = threading.Thread(target=srv.serve_forever, daemon=True); t.start()
    base = f"http://127.0.0.1:{srv.server_port}"
    from playwright.sync_api import sync_playwright
    out = Path("/tmp/shots"); out.mkdir(exist_ok=True)
    with sync_playwright() as p:
        ch = p.chromium.launch(executable_path="/usr/bin/chromium", args="--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-dev-shm-usage".split(), env={**os.environ,"LANGUAGE":"zh_CN"})
        def shoot(who, pages, w, suffix, signed=True):
            ctx = ch.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": w, "height": 900 if w>600 else 844})
            if signed:
                visit(c, who)
                ctx.add_cookies([{"name":"ld_session","value":f"{c.tenant_id}-{who}","url":base}])
            pg = ctx.new_page()
            pg.add_init_script("window.violations=[];document.addEventListener('securitypolicyviolation',e=>window.violations.push(e.violatedDirective+' '+e.blockedURI))")
            pg.on("console", lambda m: print("CONSOLE", m.text))
            for name, path in pages.items():
                pg.goto(base + path); pg.wait_for_timeout(200)
                pg.screenshot(path=out / f"{who}-{name}{suffix}.png", full_page=True)
                wide = pg.evaluate("document.documentElement.scrollWidth")
                print(name, who, pg.title(), wide, pg.evaluate("window.violations"))
            ctx.close()
        T = f"/t/{c.tenant_id}"
        H = {"todo": T+"/todo", "cases": T+"/cases", "documents": T+"/documents", "notices": T+"/notices?show=all", "account": T+"/account", "mechanisms": T+"/mechanisms?mechanism=procuratorial_suggestion", "instrument": T+"/instruments/410108-linkage-notice-2024#c-三(十一)", "nope": T+"/cases/procuratorial_suggestion/nope", "reference": "/api/v1/reference"}
        shoot("handler", H, 1440, ""); shoot("handler", H, 390, "-phone")
        shoot("prosecutor", {"todo": T+"/todo", "suggestions": T+"/suggestions"}, 1440, "")
        shoot("chief", {"todo": T+"/todo"}, 1440, ""); shoot("office", {"todo": T+"/todo", "cases": T+"/cases"}, 1440, "")
        shoot("handler", {"todo-unit": T+"/todo?scope=unit", "todo-on": T+"/todo?on=2026-05-06"}, 1440, "")
        shoot("nobody", {"sign-in": "/sign-in", "sign-in-en": "/sign-in?language=en"}, 1440, "", signed=False)
        ch.close()
    srv.shutdown()
