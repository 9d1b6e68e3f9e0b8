"""What a package that takes effect does to what runs, in words: deadlines, ladder, copies."""

from collections.abc import Iterator

from liandong.calendars import Text
from liandong.db.unit_of_work import UnitOfWork
from liandong.features.cases.service import would_move
from liandong.features.deadlines.service import ladder_words, limit_words
from liandong.features.tenants.service import Configuration, TenantPackage, current, own_days
from liandong.kernel.clock import Clock
from liandong.kernel.errors import NotFoundError


def running_words(uow: UnitOfWork, clock: Clock, package: TenantPackage) -> list[Text]:
    """Return what the package would do to what runs in a county; nothing is written.

    Nothing is said of a county that had no package before, and of a level above.
    """
    try:
        before = current(uow)
    except NotFoundError:
        return []
    if package.tenant.county is None:
        return []
    after = before.with_package(package)
    return [
        *limit_words(uow, clock, before, after),
        *_calendar_words(uow, before, after),
        *ladder_words(uow, before, after),
        *_copy_words(before, after),
    ]


def _calendar_words(uow: UnitOfWork, before: Configuration, after: Configuration) -> Iterator[Text]:
    if own_days(before.package) == own_days(after.package):
        return
    moved, stuck = would_move(uow, after)
    en = "1 running deadline moves" if moved == 1 else f"{moved} running deadlines move"
    yield Text(f"日历：{moved} 件正在计算的期限改日子", f"calendar: {en}")
    if stuck:
        yield Text(
            f"日历：{stuck} 件算不出来，保持原样", f"calendar: {stuck} cannot be counted and stay"
        )


def _copy_words(before: Configuration, after: Configuration) -> Iterator[Text]:
    if before.package["copy_rules"] != after.package["copy_rules"]:
        yield Text(
            "抄送规则：生效后的步骤按新的，已抄送的不变",
            "copy rules: what is done afterwards goes by the new ones; copies sent stay",
        )
