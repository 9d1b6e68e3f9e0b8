"""本地配置: what a tenant states and stated before; 新建区县: a county to come, step by step."""

from liandong.features.onboarding.pages import wizard, wizard_doors
from liandong.features.onboarding.pages.routes import blp
from liandong.features.onboarding.pages.wizard_frame import blp as wizard_blp

__all__ = ["blp", "wizard", "wizard_blp", "wizard_doors"]
