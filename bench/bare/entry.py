"""The same split entry as the house's, so that both sides run on one server."""

from closeknit.asgi import application

__all__ = ["application"]
