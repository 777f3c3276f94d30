"""What looks: templates, CSS, elements, faces. It knows no model."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "closeknit.design"
    label = "design"
