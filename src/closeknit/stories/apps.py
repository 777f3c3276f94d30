from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "closeknit.stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        """What this room adds: to the story of the network, and to what waits for a yes."""
        from closeknit.networks.bin import SHELVES, Shelf
        from closeknit.networks.timeline import TIMELINE

        from .gone import told
        from .happened import lived
        from .waiting import tell_of_pictures

        TIMELINE.append(lived)
        tell_of_pictures()
        SHELVES.append(Shelf("stories", _("Stories, pictures and thoughts"), told))
