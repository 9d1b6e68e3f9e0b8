"""停用与注销: a county is stopped or leaves; 注销证明: what proves that it left."""

from liandong.features.leaving.pages.routes import blp

__all__ = ["blp"]
