"""本地配置: what a tenant states, where each value comes from, what it stated before; 比较区县."""

from liandong.features.onboarding.pages.compare import blp as compare_blp
from liandong.features.onboarding.pages.routes import blp

__all__ = ["blp", "compare_blp"]
