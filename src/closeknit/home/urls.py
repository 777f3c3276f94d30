"""The addresses of pages that put the rooms together."""

from django.urls import path

from .views import person

urlpatterns = [
    path("n/<str:network>/people/<str:person>/", person.person, name="person"),
]
