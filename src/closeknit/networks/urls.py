"""The addresses of one network."""

from django.urls import path

from .views import (
    about,
    asked_in,
    audience,
    between,
    bin,
    changes,
    claiming,
    copies,
    dying,
    faces,
    gaps,
    inviting,
    lists,
    members,
    moving,
    person,
    record,
    same,
    timeline,
    waiting,
    wishes,
    years,
)
from .views import map as maps

# The map, the same people as table, tree and sentences, and moving somebody.
MAP = [
    path("n/<str:network>/map/", maps.map_page, name="map"),
    path("n/<str:network>/map.svg", maps.map_svg, name="map_svg"),
    path("n/<str:network>/changes/", changes.what_changed, name="what_changed"),
    path("n/<str:network>/timeline/", timeline.timeline, name="timeline"),
    path("n/<str:network>/people/", lists.people, name="people"),
    path("n/<str:network>/people/tree/", lists.people_tree, name="people_tree"),
    path("n/<str:network>/people/sentences/", lists.people_sentences, name="people_sentences"),
    path("n/<str:network>/people/save/", lists.save_people, name="save_people"),
    path("n/<str:network>/people/<str:person>/move/", moving.move_person, name="move_person"),
    path("n/<str:network>/people/<str:person>/undo-move/", moving.undo_move, name="undo_move"),
]

PEOPLE = [
    path("n/<str:network>/people/alike/", same.alike, name="alike"),
    path("n/<str:network>/people/<str:person>/same/", same.same_as, name="same_as"),
    path("n/<str:network>/people/<str:person>/same/<str:other>/", same.merge, name="merge"),
    path("n/<str:network>/people/add/", person.add_people, name="add_people"),
    path("n/<str:network>/people/<str:person>/change/", person.change_person, name="change_person"),
    path("n/<str:network>/people/<str:person>/knows/", person.person_knows, name="person_knows"),
    path("n/<str:network>/people/<str:person>/face/", faces.person_face, name="person_face"),
    path(
        "n/<str:network>/people/<str:person>/changed/<str:part>/",
        person.tie_changed,
        name="tie_changed",
    ),
    path(
        "n/<str:network>/people/<str:person>/wrong/<str:chapter>/<str:part>/",
        person.tie_wrong,
        name="tie_wrong",
    ),
    path("n/<str:network>/people/<str:person>/contact/", about.add_contact, name="add_contact"),
    path("n/<str:network>/contact/<contact>/", about.change_contact, name="change_contact"),
    path("n/<str:network>/people/<str:person>/note/", about.add_note, name="add_note"),
    path("n/<str:network>/note/<note>/", about.change_note, name="change_note"),
    path("n/<str:network>/face/", faces.network_face, name="network_face"),
    path("n/<str:network>/portraits/<str:portrait>/", faces.portrait, name="portrait"),
    path("n/<str:network>/bin/", bin.bin, name="bin"),
    path("n/<str:network>/bin/<str:resource>/<str:key>/", bin.bring_back, name="bring_back"),
    path("n/<str:network>/take-away/<str:resource>/<str:key>/", bin.take_away, name="take_away"),
]

# Looking back: copies that are kept, and why it changed.
BACK = [
    path(
        "n/<str:network>/changes/<str:since>/<str:until>/why/",
        between.between,
        name="between",
    ),
    path("n/<str:network>/copies/", copies.snapshots, name="snapshots"),
    path("n/<str:network>/copies/<str:snapshot>/", copies.snapshot, name="snapshot"),
    path(
        "n/<str:network>/copies/<str:snapshot>/beside/",
        copies.snapshot_compare,
        name="snapshot_compare",
    ),
]

# What is covered and what is thin.
GAPS = [
    path("n/<str:network>/gaps/", gaps.gaps, name="gaps"),
    path("n/<str:network>/gaps/dismiss/", gaps.dismiss_finding, name="dismiss_finding"),
    path("n/<str:network>/gaps/<str:dismissal>/raise/", gaps.raise_finding, name="raise_finding"),
    path("n/<str:network>/away/", gaps.away, name="away"),
    path("n/<str:network>/help/", gaps.help_page, name="help"),
    path("n/<str:network>/years-ahead/", years.years_ahead, name="years_ahead"),
    path("n/<str:network>/years-ahead/look/", years.look_ahead, name="look_ahead"),
    path("n/<str:network>/wishes/", wishes.wishes, name="wishes"),
    path("n/<str:network>/wishes/<str:wish>/", wishes.wish, name="wish"),
    path("n/<str:network>/wishes/<str:wish>/remove/", wishes.remove_wish, name="remove_wish"),
    path("n/<str:network>/supports/", wishes.add_support, name="add_support"),
    path("n/<str:network>/purpose/", wishes.purpose, name="purpose"),
]

# What happened, and who looked.
RECORD = [path("n/<str:network>/record/", record.record, name="record")]

# Who takes part, what waits for a yes, and the person taking over.
MEMBER = "n/<str:network>/members/<str:member>/"
MEMBERS = [
    path("n/<str:network>/members/", members.members, name="members"),
    path(MEMBER, members.member, name="member"),
    path(f"{MEMBER}change/", members.change_member, name="change_member"),
    path(f"{MEMBER}do/<str:deed>/", members.member_deed, name="member_deed"),
    path("n/<str:network>/waiting/", waiting.waiting, name="waiting"),
    path(
        "n/<str:network>/waiting/<str:proposal>/answer/<str:answer>/",
        waiting.answer_proposal,
        name="answer_proposal",
    ),
    path(
        "n/<str:network>/waiting/<str:proposal>/take-back/",
        waiting.take_back_proposal,
        name="take_back_proposal",
    ),
    path("n/<str:network>/waiting/<str:proposal>/said/<str:answer>/", waiting.said, name="said"),
    path("n/<str:network>/said/<str:saying>/undo/", waiting.undo_saying, name="undo_saying"),
    path("n/<str:network>/claim/", claiming.claim_card, name="claim_card"),
    path("n/<str:network>/claim/<str:answer>/", claiming.answer_claim, name="answer_claim"),
    path("n/<str:network>/yours/", claiming.yours, name="yours"),
    path("claim/", claiming.claim, name="claim"),
    path("claim/yes/", claiming.claim_yes, name="claim_yes"),
]

# Asking somebody in, and what the link of an invitation leads to.
ONE = "n/<str:network>/invitations/<str:invitation>/"
INVITING = [
    path("n/<str:network>/invite/", inviting.invite, name="invite"),
    path("n/<str:network>/invite/<str:person>/", inviting.invite_person, name="invite_person"),
    path(ONE, inviting.invitation, name="invitation"),
    path(f"{ONE}card/", inviting.card, name="invitation_card"),
    path(f"{ONE}yes/", inviting.agree, name="agree_invitation"),
    path(f"{ONE}less/", inviting.shrink, name="shrink_invitation"),
    path(f"{ONE}send/", inviting.send_again, name="send_invitation"),
    path(f"{ONE}withdraw/", inviting.withdraw, name="withdraw_invitation"),
    path("i/<str:token>/", asked_in.asked_in, name="asked_in"),
]


# Who sees what.
AUDIENCE = [
    path("n/<str:network>/who-sees/", audience.who_sees, name="who_sees"),
    path(
        "n/<str:network>/who-sees/<str:resource>/<str:key>/",
        audience.who_sees_this,
        name="who_sees_this",
    ),
]

# Somebody has died, on the map or in the middle.
DYING = [
    path("n/<str:network>/people/<str:person>/died/", dying.has_died, name="has_died"),
    path("n/<str:network>/after-me/", dying.after_me, name="after_me"),
    path("n/<str:network>/died/", dying.focus_died, name="focus_died"),
    path("n/<str:network>/here/", dying.i_am_here, name="i_am_here"),
]

urlpatterns = [*MAP, *PEOPLE, *BACK, *GAPS, *RECORD, *MEMBERS, *INVITING, *AUDIENCE, *DYING]
