"""本地配置: what a tenant states, where each value comes from, and what it stated before."""

from liandong.features.onboarding.pages.routes import blp

__all__ = ["blp"]
