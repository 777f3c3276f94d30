"""The addresses of workshops."""

from django.urls import path

from .views import (
    after,
    beginning,
    between,
    checks,
    groups,
    hosts,
    library,
    offers,
    people,
    plans,
    practice,
    public,
    public_recaps,
    recaps,
    room,
    room_deeds,
    series,
    sessions,
)

SESSION = "w/<str:series>/sessions/<str:session>/"

urlpatterns = [
    path("workshops/", beginning.workshops, name="workshops"),
    path("workshops/begin/", beginning.begin_workshop, name="begin_workshop"),
    path("workshops/practice/", practice.begin_practice, name="begin_practice"),
    path("workshops/<str:key>/", public.workshop, name="workshop"),
    path("workshops/<str:key>/recaps/", hosts.public_recaps, name="public_recaps"),
    path("organisations/<str:key>/", hosts.host_page, name="host_page"),
    path("workshops/<str:key>/sign-up/", public.sign_up, name="sign_up"),
    path("place/<str:token>/", public.place, name="place"),
    path("lead/<str:token>/", public.lead_link, name="lead_link"),
    path("w/<str:series>/", series.series, name="series"),
    path("w/<str:series>/change/", series.change_series, name="change_series"),
    path("w/<str:series>/deed/", series.series_deed, name="series_deed"),
    path("w/<str:series>/throw-away/", practice.throw_practice, name="throw_practice"),
    path("w/<str:series>/shift/", series.shift_series, name="shift_series"),
    path("w/<str:series>/copy/", series.copy_series, name="copy_series"),
    path("w/<str:series>/people/", people.roster, name="roster"),
    path("w/<str:series>/people/<str:seat>/", people.seat, name="seat"),
    path("w/<str:series>/my-place/", people.my_seat, name="my_seat"),
    path("w/<str:series>/certificate/", after.certificate, name="certificate"),
    path("w/<str:series>/certificate.pdf", after.certificate_pdf, name="certificate_pdf"),
    path("w/<str:series>/in-touch/", after.in_touch, name="in_touch"),
    path("w/<str:series>/agreement/", people.agreement, name="agreement"),
    path("w/<str:series>/facilitators/", people.leads, name="leads"),
    path("w/<str:series>/sessions/add/", sessions.add_session, name="add_session"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}change/", sessions.change_session, name="change_session"),
    path(f"{SESSION}deed/", sessions.session_deed, name="session_deed"),
    path(f"{SESSION}bring-back/", sessions.session_bring_back, name="session_bring_back"),
    path(f"{SESSION}plan/", plans.session_plan, name="session_plan"),
    path(f"{SESSION}plan/add/", plans.add_block, name="add_block"),
    path(f"{SESSION}plan/print/", plans.session_print, name="session_print"),
    path(f"{SESSION}plan/<str:activity>/", plans.block, name="block"),
    path(
        f"{SESSION}plan/<str:activity>/bring-back/", plans.block_bring_back, name="block_bring_back"
    ),
    path("hosts/<str:host>/", library.host, name="host"),
    path("hosts/<str:host>/kept/<str:method>/", library.method, name="method"),
    path(
        "hosts/<str:host>/kept/<str:method>/bring-back/",
        library.method_bring_back,
        name="method_bring_back",
    ),
]

ROOM = "w/<str:series>/room/<str:session>/"
urlpatterns += [
    path(ROOM, room.room, name="room"),
    path("events/w/<str:series>/<str:session>/", room.room_events, name="room_events"),
    path(f"{ROOM}wall/", room.room_wall, name="room_wall"),
    path(f"{ROOM}picture/<str:activity>/", room.room_picture, name="room_picture"),
    path(f"{ROOM}open/<str:activity>/", room_deeds.room_open, name="room_open"),
    path(f"{ROOM}turn/<str:opening>/", room_deeds.room_turn, name="room_turn"),
    path(f"{ROOM}here/<str:seat>/", room_deeds.room_presence, name="room_presence"),
    path(f"{ROOM}later/", room_deeds.room_park, name="room_park"),
    path(f"{ROOM}notes/", room_deeds.room_note, name="room_note"),
    path(f"{ROOM}groups/", groups.room_groups, name="room_groups"),
    path(f"{ROOM}groups/<str:group>/", room_deeds.room_line, name="room_line"),
    path(f"{ROOM}answer/<str:opening>/", room_deeds.room_answer, name="room_answer"),
    path(f"{ROOM}tell/<str:opening>/", room_deeds.room_tell, name="room_tell"),
    path(f"{ROOM}map/<str:opening>/", room_deeds.room_done, name="room_done"),
    path(f"{ROOM}hand/", room_deeds.room_hand, name="room_hand"),
]

RECAP = "w/<str:series>/recaps/<str:recap>/"
urlpatterns += [
    path("w/<str:series>/recaps/", recaps.recaps, name="recaps"),
    path(f"{SESSION}recap/words/", recaps.recap_words, name="recap_words"),
    path(f"{SESSION}recap/draft/", recaps.recap_draft, name="recap_draft"),
    path(f"{SESSION}my-words/", public_recaps.own_lines, name="own_lines"),
    path(RECAP, recaps.recap, name="recap"),
    path(f"{RECAP}edit/", recaps.recap_edit, name="recap_edit"),
    path(f"{RECAP}publish/", recaps.recap_publish, name="recap_publish"),
    path(f"{RECAP}unpublish/", recaps.recap_unpublish, name="recap_unpublish"),
    path(f"{RECAP}recap.pdf", recaps.recap_pdf, name="recap_pdf"),
    path(f"{RECAP}pictures/<str:offer>/", offers.recap_picture, name="recap_picture"),
    path(
        "recaps/<str:recap>/pictures/<str:offer>/",
        offers.public_recap_picture,
        name="public_recap_picture",
    ),
    path("recaps/<str:recap>/", public_recaps.public_recap, name="public_recap"),
    path("recaps/<str:recap>/recap.pdf", public_recaps.public_recap_pdf, name="public_recap_pdf"),
    path("recaps/<str:recap>/card.png", public_recaps.public_recap_card, name="public_recap_card"),
]

HOMEWORK = "w/<str:series>/homework/<str:homework>/"
urlpatterns += [
    path(f"{SESSION}homework/", between.homework, name="homework"),
    path(HOMEWORK, between.did_you, name="did_you"),
    path(f"{HOMEWORK}change/", between.change_homework, name="change_homework"),
    path(f"{HOMEWORK}bring-back/", between.homework_bring_back, name="homework_bring_back"),
    path(f"{SESSION}think/", between.think, name="think"),
]

OFFERS = "w/<str:series>/brought/"
urlpatterns += [
    path(OFFERS, offers.offers, name="offers"),
    path("w/<str:series>/bring/", offers.bring, name="bring"),
    path("w/<str:series>/bring/<str:lived>/", offers.bring_one, name="bring_one"),
    path(f"{OFFERS}<str:offer>/back/", offers.offer_back, name="offer_back"),
    path(f"{OFFERS}<str:offer>/picture/", offers.offer_picture, name="offer_picture"),
]

FIGURES = "w/<str:series>/figures/"
urlpatterns += [
    path(f"{SESSION}how-was-it/", checks.check, name="check"),
    path("w/<str:series>/count-me-in/", checks.count_me, name="count_me"),
    path(FIGURES, checks.figures, name="figures"),
    path(f"{FIGURES}report/", checks.report, name="report"),
    path(f"{FIGURES}report.pdf", checks.report_pdf, name="report_pdf"),
    path(f"{FIGURES}report.csv", checks.report_csv, name="report_csv"),
]
