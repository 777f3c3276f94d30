from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StoriesConfig(AppConfig):
    name = "closeknit.stories"
    verbose_name = _("Stories")

    def ready(self) -> None:
        from .waiting import tell_of_pictures

        tell_of_pictures()
