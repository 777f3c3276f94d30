"""The addresses of what was lived, and of what somebody thinks about it."""

from django.urls import path

from .views import reflections as thinking

ONE = "n/<str:network>/reflections/<str:reflection>/"

urlpatterns = [
    path("n/<str:network>/reflections/", thinking.reflections, name="reflections"),
    path("n/<str:network>/reflect/<str:question>/", thinking.reflect, name="reflect"),
    path(ONE, thinking.reflection, name="reflection"),
    path(f"{ONE}share/", thinking.share_line, name="share_line"),
    path(f"{ONE}remove/", thinking.remove_reflection, name="remove_reflection"),
    path(f"{ONE}bring-back/", thinking.bring_back_reflection, name="bring_back_reflection"),
]
