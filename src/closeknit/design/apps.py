"""What looks: templates, CSS, elements, faces. It knows no model."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DesignConfig(AppConfig):
    name = "closeknit.design"
    label = "design"

    def ready(self) -> None:
        from django.forms import Field

        # "This field is required" speaks of fields, and to nobody.
        Field.default_error_messages["required"] = _("Please say something here.")
