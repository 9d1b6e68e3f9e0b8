"""本地配置: what a tenant states and stated before; 比较区县; 新建区县: a county to come."""

from liandong.features.onboarding.pages import wizard, wizard_doors, wizard_roster
from liandong.features.onboarding.pages.compare import blp as compare_blp
from liandong.features.onboarding.pages.routes import blp
from liandong.features.onboarding.pages.wizard_frame import blp as wizard_blp

__all__ = ["blp", "compare_blp", "wizard", "wizard_blp", "wizard_doors", "wizard_roster"]
