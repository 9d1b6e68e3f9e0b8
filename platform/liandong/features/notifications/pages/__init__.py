"""通知: what the platform told one's unit."""

from liandong.features.notifications.pages.notices import blp

__all__ = ["blp"]
