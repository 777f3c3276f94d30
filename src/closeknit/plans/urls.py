"""The addresses of what somebody means to do."""

from django.urls import path

from .views import asks, gatherings, guests, intentions, meeting, rota, touches, turn_links, turns
from .views import confidant, decisions, intentions, papers, roles

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
    path("n/<str:network>/asks/", asks.asks, name="asks"),
    path("n/<str:network>/asks/new/", asks.begin_ask, name="begin_ask"),
    path("n/<str:network>/asks/<str:ask>/", asks.ask, name="ask"),
    path("n/<str:network>/asks/<str:ask>/change/", asks.change_ask, name="change_ask"),
    path("n/<str:network>/asks/<str:ask>/remove/", asks.remove_ask, name="remove_ask"),
    path("n/<str:network>/asks/<str:ask>/bring-back/", asks.bring_back_ask, name="bring_back_ask"),
    path("n/<str:network>/asks/<str:ask>/call/", asks.turn_call, name="turn_call"),
    path("n/<str:network>/asks/<str:ask>/rota/", rota.ask_rota, name="ask_rota"),
    path("n/<str:network>/asks/<str:ask>/sheet/", rota.ask_sheet, name="ask_sheet"),
    path("n/<str:network>/asks/<str:ask>/take/", turns.turn_take, name="turn_take"),
    path("n/<str:network>/asks/<str:ask>/do/<str:fate>/", asks.ask_deed, name="ask_deed"),
    path("n/<str:network>/turns/<str:turn>/", turns.turn, name="turn"),
    path("n/<str:network>/turns/<str:turn>/letter/", turns.turn_letter, name="turn_letter"),
    path("n/<str:network>/turns/<str:turn>/do/<str:move>/", turns.turn_deed, name="turn_deed"),
    path("t/<str:token>/", turn_links.turn_link, name="turn_link"),
    path(
        "n/<str:network>/intentions/<str:intention>/change/",
        intentions.change_intention,
        name="change_intention",
    ),
    path(
        "n/<str:network>/intentions/<str:intention>/not-now/",
        intentions.snooze_intention,
        name="snooze_intention",
    ),
    path(
        "n/<str:network>/intentions/<str:intention>/again/",
        intentions.wake_intention,
        name="wake_intention",
    ),
    path("n/<str:network>/people/<str:person>/time/", touches.add_touch, name="add_touch"),
    path("n/<str:network>/time/<str:touch>/", touches.change_touch, name="change_touch"),
    path("n/<str:network>/time/<str:touch>/remove/", touches.remove_touch, name="remove_touch"),
    path(
        "n/<str:network>/time/<str:touch>/bring-back/",
        touches.bring_back_touch,
        name="bring_back_touch",
    ),
    path("n/<str:network>/stories/<str:story>/time/", touches.story_time, name="story_time"),
]

ONE = "n/<str:network>/gatherings/<str:gathering>/"
urlpatterns += [
    path("n/<str:network>/gatherings/", gatherings.gatherings, name="gatherings"),
    path("n/<str:network>/gatherings/begin/", gatherings.gathering_begin, name="gathering_begin"),
    path(ONE, gatherings.gathering, name="gathering"),
    path(f"{ONE}plan/", gatherings.gathering_plan, name="gathering_plan"),
    path(f"{ONE}ask/", gatherings.gathering_tell, name="gathering_tell"),
    path(f"{ONE}again/", gatherings.gathering_again, name="gathering_again"),
    path(f"{ONE}off/", gatherings.gathering_off, name="gathering_off"),
    path(f"{ONE}remove/", gatherings.gathering_remove, name="gathering_remove"),
    path(f"{ONE}bring-back/", gatherings.gathering_bring_back, name="gathering_bring_back"),
    path(f"{ONE}print/", gatherings.gathering_print, name="gathering_print"),
    path(f"{ONE}guests/<str:guest>/", guests.gathering_guest, name="gathering_guest"),
    path(f"{ONE}date/", guests.gathering_date, name="gathering_date"),
    path(f"{ONE}agenda/", meeting.gathering_agenda, name="gathering_agenda"),
    path(f"{ONE}meeting/", meeting.gathering_meeting, name="gathering_meeting"),
    path(f"{ONE}notes/", meeting.gathering_notes, name="gathering_notes"),
    path(f"{ONE}actions/", meeting.gathering_actions, name="gathering_actions"),
    path(f"{ONE}actions/<str:action>/", meeting.gathering_action, name="gathering_action"),
    path(f"{ONE}close/", meeting.gathering_close, name="gathering_close"),
    path("g/<str:token>/", guests.answer_gathering, name="answer_gathering"),
    # Roles, whom one trusts, legal papers and decisions.
    path("n/<str:network>/roles/", roles.roles, name="roles"),
    path("n/<str:network>/roles/ask/", roles.role_ask, name="role_ask"),
    path("n/<str:network>/roles/<str:role>/", roles.role, name="role"),
    path("n/<str:network>/roles/<str:role>/answer/", roles.role_answer, name="role_answer"),
    path("n/<str:network>/roles/<str:role>/remove/", roles.role_remove, name="role_remove"),
    path(
        "n/<str:network>/roles/<str:role>/bring-back/",
        roles.role_bring_back,
        name="role_bring_back",
    ),
    path("n/<str:network>/trust/", confidant.confidant, name="confidant"),
    path(
        "n/<str:network>/trust/<str:confidant>/answer/",
        confidant.confidant_answer,
        name="confidant_answer",
    ),
    path(
        "n/<str:network>/trust/<str:confidant>/remove/",
        confidant.confidant_remove,
        name="confidant_remove",
    ),
    path(
        "n/<str:network>/trust/<str:confidant>/bring-back/",
        confidant.confidant_bring_back,
        name="confidant_bring_back",
    ),
    path("n/<str:network>/papers/", papers.papers, name="papers"),
    path("n/<str:network>/papers/<str:authority>/", papers.paper, name="paper"),
    path(
        "n/<str:network>/papers/<str:authority>/contest/",
        papers.paper_contest,
        name="paper_contest",
    ),
    path("n/<str:network>/decisions/", decisions.decisions, name="decisions"),
    path("n/<str:network>/decisions/add/", decisions.decision_add, name="decision_add"),
    path("n/<str:network>/decisions/<str:decision>/", decisions.decision, name="decision"),
    path(
        "n/<str:network>/decisions/<str:decision>/change/",
        decisions.decision_change,
        name="decision_change",
    ),
    path(
        "n/<str:network>/decisions/<str:decision>/remove/",
        decisions.decision_remove,
        name="decision_remove",
    ),
    path(
        "n/<str:network>/decisions/<str:decision>/bring-back/",
        decisions.decision_bring_back,
        name="decision_bring_back",
    ),
]
