"""The assessment for machines: rounds and results; what is said and done in them."""

from liandong.features.assessment.api.doing import blp as acts
from liandong.features.assessment.api.flags import blp as flags
from liandong.features.assessment.api.province import blp as reported
from liandong.features.assessment.api.rounds import blp
from liandong.features.assessment.api.schemes import blp as schemes

__all__ = ["acts", "blp", "flags", "reported", "schemes"]
