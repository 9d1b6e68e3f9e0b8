from liandong.features.tenants.service.activating import (
    activate_due,
    cancel,
    list_waiting,
    schedule,
)
from liandong.features.tenants.service.ambiguities import Ambiguity, Spec, ambiguities
from liandong.features.tenants.service.amending import amend, roll_back
from liandong.features.tenants.service.applying import apply, rebuild, write_states
from liandong.features.tenants.service.catalogue import CATALOGUE
from liandong.features.tenants.service.citing import (
    Citation,
    anchor,
    citation,
    clause_link,
    full_citation,
)
from liandong.features.tenants.service.compiling import Compiled, compile_all, compile_package
from liandong.features.tenants.service.configuration import (
    DECEMBER,
    LADDER,
    Configuration,
    calendar_of,
    current,
    own_days,
    policy_text,
)
from liandong.features.tenants.service.discarding import discard_schedule
from liandong.features.tenants.service.divisions import Divisions, ListedDivision, divisions
from liandong.features.tenants.service.drifting import Drift, drift
from liandong.features.tenants.service.exporting import export_files, export_to
from liandong.features.tenants.service.health import report_health
from liandong.features.tenants.service.inheriting import hand_down, layers_for, tell_children
from liandong.features.tenants.service.installation import Installation, install, installed
from liandong.features.tenants.service.known import Known, known_to
from liandong.features.tenants.service.layering import load_layers
from liandong.features.tenants.service.merging import MAPPINGS, Layer
from liandong.features.tenants.service.package import layer_of, load_all, load_package
from liandong.features.tenants.service.package_clauses import ClauseRegister, load_clauses
from liandong.features.tenants.service.package_model import TenantPackage
from liandong.features.tenants.service.package_schema import schema_of
from liandong.features.tenants.service.planning import Change, changes, plan
from liandong.features.tenants.service.provenance import (
    ROSTER_PARTS,
    Provenance,
    Said,
    Sources,
    dump_provenance,
    layer_words,
    provenance,
    sources_of,
)
from liandong.features.tenants.service.readings import (
    Reading,
    read,
    reading,
)
from liandong.features.tenants.service.removals import Named, being_removed, list_removals, name_of
from liandong.features.tenants.service.revisions import (
    list_revisions,
    newest,
    stated_now,
    stated_of,
)
from liandong.features.tenants.service.roster_change import RosterChange, roster_change
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
from liandong.features.tenants.service.shelf import Shelf
from liandong.features.tenants.service.stable_ids import stable_id
from liandong.features.tenants.service.stated import StatedPackage
from liandong.features.tenants.service.templates import (
    families,
    identity_for,
    package_for,
    template,
)
from liandong.features.tenants.service.terminology import Wording, terms
from liandong.features.tenants.service.tree import (
    Standing,
    county_below,
    find_tenant,
    list_counties,
    list_standings,
    list_tenants,
)

__all__ = [
    "CATALOGUE",
    "DECEMBER",
    "LADDER",
    "MAPPINGS",
    "ROSTER_PARTS",
    "Ambiguity",
    "Change",
    "Citation",
    "ClauseRegister",
    "Compiled",
    "Configuration",
    "Divisions",
    "Drift",
    "Imported",
    "Installation",
    "Known",
    "Layer",
    "ListedDivision",
    "Named",
    "Provenance",
    "Reading",
    "RosterChange",
    "Rule",
    "Said",
    "Shelf",
    "Sources",
    "Spec",
    "Standing",
    "StatedPackage",
    "TenantPackage",
    "Wording",
    "accept_schedule",
    "activate_due",
    "ambiguities",
    "amend",
    "anchor",
    "apply",
    "being_removed",
    "calendar_of",
    "cancel",
    "changes",
    "citation",
    "clause_link",
    "compile_all",
    "compile_package",
    "county_below",
    "current",
    "digest_of",
    "discard_schedule",
    "divisions",
    "drift",
    "dump_provenance",
    "export_files",
    "export_to",
    "families",
    "find_tenant",
    "full_citation",
    "hand_down",
    "identity_for",
    "install",
    "installed",
    "keep_schedule",
    "known_to",
    "layer_of",
    "layer_words",
    "layers_for",
    "list_counties",
    "list_imported",
    "list_removals",
    "list_revisions",
    "list_standings",
    "list_tenants",
    "list_waiting",
    "load_all",
    "load_clauses",
    "load_layers",
    "load_package",
    "name_of",
    "newest",
    "newest_schedules",
    "own_days",
    "package_for",
    "plan",
    "policy_text",
    "provenance",
    "put_aside",
    "read",
    "read_schedule",
    "reading",
    "rebuild",
    "report_health",
    "roll_back",
    "roster_change",
    "rule_of",
    "schedule",
    "schema_of",
    "sources_of",
    "stable_id",
    "stated_now",
    "stated_of",
    "tell_children",
    "template",
    "terms",
    "write_states",
]
