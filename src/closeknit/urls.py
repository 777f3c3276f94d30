"""The map of the site."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("closeknit.design.urls")),
    path("", include("closeknit.accounts.urls")),
    path("", include("closeknit.networks.urls")),
    path("", include("closeknit.exchange.urls")),
    path("", include("closeknit.home.urls")),
    path("", include("closeknit.stories.urls")),
    path("", include("closeknit.plans.urls")),
    path("", include("closeknit.workshops.urls")),
    path("", include("closeknit.notices.urls")),
]
