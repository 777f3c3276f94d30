"""Bringing contacts in."""

from django.urls import path

from . import views

CONTACTS = "n/<str:network>/contacts/"

urlpatterns = [
    path(CONTACTS, views.bring, name="bring_contacts"),
    path(CONTACTS + "<str:draft>/", views.choose, name="choose_contacts"),
    path(CONTACTS + "<str:draft>/who/", views.confirm, name="confirm_contacts"),
    path(CONTACTS + "<str:draft>/not-understood/", views.not_understood, name="not_understood"),
    path(CONTACTS + "<str:draft>/throw-away/", views.throw_away, name="throw_away_contacts"),
    path(CONTACTS + "<str:arrival>/undo/", views.undo, name="undo_contacts"),
]
