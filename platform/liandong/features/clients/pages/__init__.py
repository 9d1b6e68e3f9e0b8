"""接口凭证: the programs that may call the interface, for who administers them."""

from liandong.features.clients.pages.routes import blp

__all__ = ["blp"]
