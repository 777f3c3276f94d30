"""What is new, how somebody is told, and calendars."""

from django.urls import path

from .views import calendars, news, places, stopping, telling

urlpatterns = [
    path("new/", news.news, name="news"),
    path("new/seen/", news.news_seen, name="news_seen"),
    path("account/told/", telling.told_how, name="told_how"),
    path("account/calendar/", calendars.my_calendar, name="my_calendar"),
    path("letters/stop/<str:token>/", stopping.stop_letters, name="stop_letters"),
    path(
        "letters/place/<str:seat>/<str:token>/",
        stopping.stop_place_letters,
        name="stop_place_letters",
    ),
    path("letters/asked/<str:person>/<str:token>/", stopping.stop_asking, name="stop_asking"),
    path("w/<str:series>/recaps/<str:recap>/letters/", places.recap_letters, name="recap_letters"),
    path("calendar/<str:token>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("w/<str:series>/days.ics", calendars.series_file, name="series_file"),
    path("n/<str:network>/turn/<str:key>.ics", calendars.turn_file, name="turn_file"),
    path(
        "n/<str:network>/gathering/<str:key>.ics",
        calendars.gathering_file,
        name="gathering_file",
    ),
]
