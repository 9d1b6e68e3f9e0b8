"""跨县移交: the list, one transfer, and the form that offers a matter to another county."""

from liandong.features.transfers.pages.routes import blp

__all__ = ["blp"]
