"""The addresses of what somebody means to do."""

from django.urls import path

from .views import intentions

urlpatterns = [
    path("n/<str:network>/intentions/", intentions.intentions, name="intentions"),
    path(
        "n/<str:network>/intentions/<str:intention>/done/",
        intentions.finish_intention,
        name="finish_intention",
    ),
    path(
        "n/<str:network>/intentions/<str:intention>/remove/",
        intentions.remove_intention,
        name="remove_intention",
    ),
    path(
        "n/<str:network>/intentions/<str:intention>/bring-back/",
        intentions.bring_back_intention,
        name="bring_back_intention",
    ),
]
