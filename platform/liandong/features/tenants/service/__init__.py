from liandong.features.tenants.service.ambiguities import Ambiguity, Spec, ambiguities
from liandong.features.tenants.service.applying import apply, rebuild, write_states
from liandong.features.tenants.service.citing import anchor, citation, clause_link, full_citation
from liandong.features.tenants.service.configuration import (
    LADDER,
    Configuration,
    calendar_of,
    current,
    find_tenant,
    list_counties,
    list_tenants,
    policy_text,
)
from liandong.features.tenants.service.discarding import discard_schedule
from liandong.features.tenants.service.installation import Installation, install, installed
from liandong.features.tenants.service.known import Known, known_to
from liandong.features.tenants.service.package import load_all, load_package
from liandong.features.tenants.service.package_clauses import ClauseRegister, load_clauses
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.planning import Change, plan
from liandong.features.tenants.service.readings import (
    Reading,
    read,
    reading,
)
from liandong.features.tenants.service.ruling import Rule, rule_of
from liandong.features.tenants.service.schedule_files import read_schedule
from liandong.features.tenants.service.schedules import (
    Imported,
    accept_schedule,
    digest_of,
    keep_schedule,
    list_imported,
    newest_schedules,
    put_aside,
)
from liandong.features.tenants.service.stable_ids import stable_id

__all__ = [
    "LADDER",
    "Ambiguity",
    "Change",
    "ClauseRegister",
    "Configuration",
    "Imported",
    "Installation",
    "Known",
    "Reading",
    "Rule",
    "Spec",
    "TenantPackage",
    "accept_schedule",
    "ambiguities",
    "anchor",
    "apply",
    "calendar_of",
    "citation",
    "clause_link",
    "current",
    "digest_of",
    "discard_schedule",
    "find_tenant",
    "full_citation",
    "install",
    "installed",
    "keep_schedule",
    "known_to",
    "list_counties",
    "list_imported",
    "list_tenants",
    "load_all",
    "load_clauses",
    "load_package",
    "newest_schedules",
    "plan",
    "policy_text",
    "put_aside",
    "read",
    "read_schedule",
    "reading",
    "rebuild",
    "rule_of",
    "stable_id",
    "write_states",
]
