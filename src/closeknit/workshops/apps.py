from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkshopsConfig(AppConfig):
    name = "closeknit.workshops"
    verbose_name = _("Workshops")

    def ready(self) -> None:
        """How one comes in here: as a facilitator, or with a place, perhaps without an account."""
        from closeknit.networks.door import ENTRANCES, KNOWN
        from closeknit.networks.waiting import KINDS
        from closeknit.stories.models import TO_WORKSHOP

        from . import door
        from .offered import asked_for_a_copy

        ENTRANCES["series"] = door.enter
        ENTRANCES["host"] = door.enter_host
        KNOWN["series"] = door.holds_a_place
        KINDS[TO_WORKSHOP] = asked_for_a_copy
