"""Where sessions are kept: as visits, so that each account can see and end its own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as InDatabase


class SessionStore(InDatabase):
    """Django’s own store with a column for whose session it is."""

    @classmethod
    def get_model_class(cls) -> type[Any]:
        from .models import Visit

        return Visit

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        visit: Any = super().create_model_instance(data)
        visit.account_id = data.get(SESSION_KEY)
        return visit
