"""Who may do what: policy lines, the ceiling above them, and the compiled decision."""

from liandong.authz.navigation import navigation
from liandong.authz.policy import Policy, compile_policy
from liandong.authz.principal import Cover, Principal, said_by
from liandong.authz.reasons import Explanation
from liandong.authz.vocabulary import action_of

__all__ = [
    "Cover",
    "Explanation",
    "Policy",
    "Principal",
    "action_of",
    "compile_policy",
    "navigation",
    "said_by",
]
