"""Invented accounts of the demo counties: posts, never persons."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from liandong.authz import Principal
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.accounts import service as accounts
from liandong.features.accounts.models import Account
from liandong.features.accounts.service import Act
from liandong.features.tenants.service import current
from liandong.features.units.models import Unit
from liandong.features.units.service import list_active
from liandong.kernel.clock import Clock

PASSWORD = "liandong-demo-2026"  # noqa: S105  # nosec B105  # printed on purpose: a demo database alone has it
PREFIXES = {410108: "hj", 620725: "sd", 320830: "xy", 141121: "ws"}
#: Who scores the units where the county has an assessment, each from a unit of its own.
EVALUATORS = (
    ("government_office", "pfr-jia", "评分人甲"),
    ("statistics", "pfr-yi", "评分人乙"),
)
FOLDERS = {410108: "huiji", 620725: "shandan", 320830: "xuyi", 141121: "wenshui"}


@dataclass(frozen=True)
class Cast:
    """The accounts of one county: the procuratorate's four, the office, and two of each unit.

    `posts` names them all by unit and duty.
    """

    prosecutor: UUID
    reviewer: UUID
    chief: UUID
    office: UUID
    handlers: dict[str, UUID]
    heads: dict[str, UUID]
    posts: dict[tuple[str, str], UUID]

    def at(self, unit: str, duty: str) -> UUID:
        """Return the account that holds a duty in a unit.

        Raises:
            KeyError: Nobody does.
        """
        return self.posts[unit, duty]


def create_people(
    uow: UnitOfWork, clock: Clock, held_from: date, password_hash: str, wanted: set[str]
) -> Cast:
    """Create the accounts of a county; units beyond the stories' get none."""
    prefix = PREFIXES[uow.tenant_id]
    units = {unit.key: unit for unit in list_active(uow)}

    posts: dict[tuple[str, str], UUID] = {}

    def add(login: str, name: str, unit: Unit, *duties: str, desk: str = "") -> UUID:
        account = accounts.create(
            uow,
            clock,
            login=f"{prefix}-{login}",
            password="",  # nosec B106  # the hash is given
            password_hash=password_hash,
            name=name,
            unit_id=unit.id,
            duties=duties,
            held_from=held_from,
            desk=desk,
            by="demo",
        )
        posts.update({(unit.key, duty): account for duty in duties})
        return account

    ours, justice = units["procuratorate"], units["justice_bureau"]
    desk = "行政检察部"
    prosecutor = add("jcg", "承办检察官", ours, "prosecutor", desk=desk)
    reviewer = add("bmfz", "部门负责人", ours, "reviewer", desk=desk)
    chief = add("jcz", "检察长", ours, "chief_procurator")
    add("kgss", "控告申诉部门收发", ours, "desk", desk="控告申诉检察部")
    office = add("bgs", "办公室经办人", justice, "office_clerk", "handler", "liaison")
    add("sfj-fzr", "主要负责人", justice, "unit_head")
    government = units["government"]
    add("zf", "县政府办经办人", government, "handler", "liaison")
    add("zf-fzr", "县政府办负责人", government, "unit_head")
    add("sjy", "审计员", government, "auditor")
    add("jcy-sjy", "检察院审计员", ours, "auditor")
    _seat_conveners(add, units.values())
    if current(uow).package.get("assessment"):
        for unit, login, name in EVALUATORS:
            add(login, name, units[unit], "evaluator")
    add("admin", "县级管理员", justice, "tenant_admin")
    add("jcy-admin", "检察院管理员", ours, "tenant_admin")
    handlers, heads = {}, {}
    seated = {ours.key, justice.key, government.key}
    for key in sorted((wanted & units.keys()) - seated):
        handlers[key] = add(f"{key}-lly", "联络员", units[key], "liaison", "handler")
        heads[key] = add(f"{key}-fzr", "主要负责人", units[key], "unit_head")
    return Cast(prosecutor, reviewer, chief, office, handlers, heads, posts)


def _seat_conveners(add: Callable[..., UUID], units: Iterable[Unit]) -> None:
    """Give the convener and the deputies an account each, in the units that have their seats.

    The procuratorate's seat is the chief procurator's, who has an account. 文水 has no convener.
    """
    for unit in units:
        if unit.kind == "procuratorate":
            continue
        if "convener" in unit.roles:
            add("zhr", "召集人", unit, "convener")
        if "deputy_convener" in unit.roles:
            add(f"{unit.key}-fzhr", "副召集人", unit, "convener")


def look_after(uow: UnitOfWork, clock: Clock) -> None:
    """Let a duty be lent, an invitation be open, and an act wait for the procuratorate."""
    prefix, units = PREFIXES[uow.tenant_id], {unit.key: unit for unit in list_active(uow)}
    known = {f"{prefix}-{each}": each for each in ("admin", "zf-fzr", "zf", "jcg")}
    query = select(Account).where(Account.tenant_id == uow.tenant_id, Account.login.in_(known))
    found = {known[account.login]: account.id for account in uow.session.scalars(query)}

    def who(post: str) -> Principal:
        return accounts.load_principal(uow, clock, found[post])

    today = clock.today()
    lent = Act(
        "lend",
        "外出培训",
        duties=("unit_head",),
        deputy_id=found["zf"],
        day=today,
        until=today + timedelta(days=9),
    )
    accounts.lend(uow, who("zf-fzr"), clock, lent)
    invited = Act(
        "invite",
        "新到岗",
        login=f"{prefix}-new",
        name="新到岗的联络员",
        unit_id=units["justice_bureau"].id,
        duties=("liaison",),
        day=today,
    )
    accounts.act_on(uow, who("admin"), clock, None, invited)
    asked = Act("give", "兼收发", duties=("desk",), day=today)
    accounts.act_on(uow, who("admin"), clock, found["jcg"], asked)


def sign_in_words() -> str:
    """Return the words that tell a stranger how to sign in."""
    lines = [
        "演示账号（密码都是 / the password of all is " + PASSWORD + "）",
        "  郑州市惠济区  hj-jcg 承办检察官   hj-bmfz 部门负责人   hj-jcz 检察长",
        "               hj-market_regulation-lly 区市场监管局联络员   …-fzr 主要负责人",
        "               hj-bgs 联席会议办公室（区司法局）   hj-zhr 召集人",
        "               hj-pfr-jia、hj-pfr-yi 考核评分人",
        "               hj-police-fzhr 副召集人   hj-admin 县级管理员   hj-jcy-admin 检察院管理员",
        "  河南省        hn-admin 省级管理员",
        "  山丹县 sd-…   盱眙县 xy-…（征求意见稿，只提醒）   文水县 ws-…（试行）",
    ]
    return "\n".join(lines)
