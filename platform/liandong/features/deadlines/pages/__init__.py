"""报送任务: what units owe for a period without a case."""

from liandong.features.deadlines.pages.obligations import blp

__all__ = ["blp"]
