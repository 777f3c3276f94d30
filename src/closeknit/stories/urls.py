"""The addresses of what was lived, what those in it say, and what somebody thinks about it."""

from django.urls import path

from .views import (
    consents,
    keepsake,
    keepsakes,
    kept,
    links,
    moments,
    photo,
    photos,
    prompts,
    stories,
    telling,
    thanking,
)
from .views import reflections as thinking

STORY = "n/<str:network>/stories/<str:story>/"
MOMENT = "n/<str:network>/moments/<str:moment>/"
CONSENT = "n/<str:network>/consents/<str:consent>/"
STORIES = [
    path("n/<str:network>/stories/", stories.stories, name="stories"),
    path("n/<str:network>/stories/begin/", telling.begin_story, name="begin_story"),
    path(STORY, stories.story, name="story"),
    path(f"{STORY}tell/<str:asked>/", telling.tell, name="tell"),
    path(f"{STORY}remove/", stories.remove_story, name="remove_story"),
    path(f"{STORY}bring-back/", stories.bring_back_story, name="bring_back_story"),
    path(f"{STORY}kept/<str:what>/", kept.story_file, name="story_file"),
    path(f"{MOMENT}kept/<str:what>/", kept.moment_file, name="moment_file"),
    path(f"{MOMENT}remove/", moments.remove_moment, name="remove_moment"),
    path(f"{MOMENT}bring-back/", moments.bring_back_moment, name="bring_back_moment"),
    path("n/<str:network>/in-it/", consents.in_it, name="in_it"),
    path(CONSENT, consents.consent, name="consent"),
    path(f"{CONSENT}kept/<str:what>/", consents.consent_file, name="consent_file"),
    path(f"{CONSENT}ask/", consents.ask_consent, name="ask_consent"),
    path("c/<str:token>/", links.consent_link, name="consent_link"),
    path("c/<str:token>/picture/", links.consent_picture, name="consent_picture"),
    path("c/<str:token>/sound/", links.consent_sound, name="consent_sound"),
]

ONE = "n/<str:network>/reflections/<str:reflection>/"
THINKING = [
    path("n/<str:network>/reflections/", thinking.reflections, name="reflections"),
    path("n/<str:network>/reflect/<str:question>/", thinking.reflect, name="reflect"),
    path("n/<str:network>/thank/", thanking.thank, name="thank"),
    path(ONE, thinking.reflection, name="reflection"),
    path(f"{ONE}kept/<str:what>/", kept.reflection_file, name="reflection_file"),
    path(f"{ONE}share/", thinking.share_line, name="share_line"),
    path(f"{ONE}remove/", thinking.remove_reflection, name="remove_reflection"),
    path("n/<str:network>/prompts/", prompts.prompts, name="prompts"),
    path("n/<str:network>/prompts/<str:prompt>/", prompts.prompt, name="prompt"),
    path("n/<str:network>/prompts/<str:prompt>/remove/", prompts.remove, name="remove_prompt"),
    path("n/<str:network>/prompts/<str:prompt>/back/", prompts.back, name="bring_back_prompt"),
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

BOOK = "n/<str:network>/books/<str:keepsake>/"
BOOKS = [
    path("n/<str:network>/books/", keepsakes.keepsakes, name="keepsakes"),
    path(BOOK, keepsake.keepsake, name="keepsake"),
    path(f"{BOOK}choose/", keepsakes.keepsake_choose, name="keepsake_choose"),
    path(f"{BOOK}order/", keepsakes.keepsake_order, name="keepsake_order"),
    path(f"{BOOK}book.pdf", keepsake.keepsake_pdf, name="keepsake_pdf"),
    path(f"{BOOK}book.html", keepsake.keepsake_file, name="keepsake_file"),
    path(f"{BOOK}maps/<str:day>.svg", keepsake.keepsake_map, name="keepsake_map"),
    path(f"{BOOK}remove/", keepsakes.keepsake_remove, name="keepsake_remove"),
    path(f"{BOOK}bring-back/", keepsakes.keepsake_bring_back, name="keepsake_bring_back"),
]

urlpatterns = [*STORIES, *PHOTOS, *BOOKS, *THINKING]
