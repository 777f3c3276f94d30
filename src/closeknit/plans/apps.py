from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    name = "closeknit.plans"
    verbose_name = _("Plans")

    def ready(self) -> None:
        """What this room adds: to snapshots, to the story of the network, to what waits and what
        comes back."""
        from closeknit.networks.bin import SHELVES, Shelf
        from closeknit.networks.models import PARTINGS, Parting
        from closeknit.networks.snapshot import FACTS, HELD
        from closeknit.networks.snapshot import Held as Kept
        from closeknit.networks.timeline import TIMELINE
        from closeknit.networks.waiting import KINDS
        from closeknit.stories.memories import QUIET

        from . import waits
        from .contact import contact
        from .gone import planned
        from .happened import held, met
        from .losing import quiet
        from .models import Role, parting
        from .responsibilities import held_then, responsibilities
        from .role_words import told_of_roles
        from .words import would_meet

        FACTS.extend((contact, responsibilities))
        HELD.append(Kept(Role, held_then))
        KINDS["ask"] = waits.ask
        TIMELINE.extend((met, held))
        KINDS["gather"] = would_meet
        QUIET.append(quiet)
        PARTINGS.append(Parting(parting.free, parting.had_again))
        told_of_roles()
        SHELVES.append(Shelf("plans", _("Asks, gatherings, roles and plans"), planned))
