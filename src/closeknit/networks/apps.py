from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworksConfig(AppConfig):
    name = "closeknit.networks"
    verbose_name = _("Networks")

    def ready(self) -> None:
        """What waits for a yes because two entries may be one person."""
        from .sameness import asked_same
        from .waiting import KINDS

        KINDS["same"] = asked_same
