"""Whether the county counts what a scheme asks for, and may count it at all."""

from collections.abc import Iterator

from liandong.db.unit_of_work import UnitOfWork
from liandong.features.assessment.service.measuring import metrics_of
from liandong.features.tenants.service import current, installed
from liandong.kernel.errors import Problem
from liandong.scoring.scheme import Scheme

#: Their papers are the procuratorate's own or a discipline matter: a figure of one unit would tell
#: of them (mechanism catalogue M08, M15, M41; architecture, data inside a county).
PRIVILEGED = frozenset(
    {"investigation_cooperation", "discipline_clue_transfer", "employment_screening"}
)


def source_problems(uow: UnitOfWork, scheme: Scheme) -> Iterator[Problem]:
    """Yield metrics that do not exist here, are switched off, or may not be counted."""
    enabled, registry = current(uow).enabled, installed().registry
    for item in scheme.items:
        for input_, source in item.inputs:
            if source.kind != "metric":
                continue
            mechanism, _, metric = source.name.partition(".")
            where = f"{item.code}.{input_.key.partition('/')[2]}"
            if mechanism in PRIVILEGED:
                zh = f"{mechanism} 的材料不公开给其他单位，不能用来考核"
                yield Problem(where, zh, f"figures of {mechanism} are not to be assessed by")
            elif mechanism not in enabled or mechanism not in registry.keys:
                zh = f"本地没有启用机制 {mechanism}，没有数据"
                yield Problem(where, zh, f"{mechanism} is not in use here: there are no data")
            elif all(each.key != metric for each in metrics_of(registry.current(mechanism))):
                zh = f"机制 {mechanism} 没有指标 {metric}"
                yield Problem(where, zh, f"{mechanism} has no metric {metric}")
