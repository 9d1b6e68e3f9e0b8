"""The chained record of who did what, when and from where, and whether it still holds."""

from liandong.features.audit.service.anchors import Anchor, AnchorStore, anchor_chain
from liandong.features.audit.service.appending import append
from liandong.features.audit.service.exporting import (
    Export,
    chain_lines,
    check_export,
    export,
    read_export,
)
from liandong.features.audit.service.hashing import ALGORITHMS, use_algorithm
from liandong.features.audit.service.links import START, Fault, Link
from liandong.features.audit.service.origins import Origin, coming_from, current_origin
from liandong.features.audit.service.verifying import Checked, check, check_against, verify, walk

__all__ = [
    "ALGORITHMS",
    "START",
    "Anchor",
    "AnchorStore",
    "Checked",
    "Export",
    "Fault",
    "Link",
    "Origin",
    "anchor_chain",
    "append",
    "chain_lines",
    "check",
    "check_against",
    "check_export",
    "coming_from",
    "current_origin",
    "export",
    "read_export",
    "use_algorithm",
    "verify",
    "walk",
]
