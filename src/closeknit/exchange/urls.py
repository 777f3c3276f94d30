"""Contacts in; whole networks out and in; leaving and erasing."""

from django.urls import path

from .views import along, back, contacts, going, out

CONTACTS = "n/<str:network>/contacts/"

urlpatterns = [
    path(CONTACTS, contacts.bring, name="bring_contacts"),
    path(CONTACTS + "<str:draft>/", contacts.choose, name="choose_contacts"),
    path(CONTACTS + "<str:draft>/who/", contacts.confirm, name="confirm_contacts"),
    path(CONTACTS + "<str:draft>/not-understood/", contacts.not_understood, name="not_understood"),
    path(CONTACTS + "<str:draft>/throw-away/", contacts.throw_away, name="throw_away_contacts"),
    path(CONTACTS + "<str:arrival>/undo/", contacts.undo, name="undo_contacts"),
    path("n/<str:network>/people/<str:person>/along/", along.take_along, name="take_along"),
    # A whole network
    path("n/<str:network>/take-out/", out.take_out, name="take_out"),
    path("n/<str:network>/erase/", going.erase, name="erase_network"),
    path("n/<str:network>/leave/", going.leave, name="leave"),
    path("n/<str:network>/not-back/", back.undo, name="undo_return"),
    path("bring-back/", back.bring, name="bring_network_back"),
    path("bring-back/<str:parcel>/", back.look, name="look_into_parcel"),
    path("bring-back/<str:parcel>/throw-away/", back.throw_away, name="throw_parcel_away"),
]
