"""The addresses of what was lived, and of what somebody thinks about it."""

from django.urls import path

from .views import photo, photos
from .views import reflections as thinking

ONE = "n/<str:network>/reflections/<str:reflection>/"
REFLECTIONS = [
    path("n/<str:network>/reflections/", thinking.reflections, name="reflections"),
    path("n/<str:network>/reflect/<str:question>/", thinking.reflect, name="reflect"),
    path(ONE, thinking.reflection, name="reflection"),
    path(f"{ONE}share/", thinking.share_line, name="share_line"),
    path(f"{ONE}remove/", thinking.remove_reflection, name="remove_reflection"),
    path(f"{ONE}bring-back/", thinking.bring_back_reflection, name="bring_back_reflection"),
]

PHOTO = "n/<str:network>/photos/<str:photo>/"
PHOTOS = [
    path("n/<str:network>/photos/", photos.photos, name="photos"),
    path("n/<str:network>/photos/add/", photos.photos_add, name="photos_add"),
    path(PHOTO, photo.photo, name="photo"),
    path(f"{PHOTO}change/", photo.photo_change, name="photo_change"),
    path(f"{PHOTO}people/", photo.photo_people, name="photo_people"),
    path(f"{PHOTO}alone/", photo.photo_alone, name="photo_alone"),
    path(f"{PHOTO}remove/", photo.photo_remove, name="photo_remove"),
    path(f"{PHOTO}bring-back/", photo.photo_bring_back, name="photo_bring_back"),
    path(f"{PHOTO}<str:size>/", photo.photo_file, name="photo_file"),
]

urlpatterns = [*REFLECTIONS, *PHOTOS]
