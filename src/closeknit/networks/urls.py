"""The addresses of one network."""

from typing import Any

urlpatterns: list[Any] = []
