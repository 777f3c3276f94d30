"""The pattern page."""

from django.urls import path

from . import views

urlpatterns = [path("patterns/", views.patterns, name="patterns")]
