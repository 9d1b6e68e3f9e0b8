"""权限说明: may this account do this, and why; what an unsaved policy would change."""

from liandong.features.access.pages.routes import blp

__all__ = ["blp"]
