"""Roles: who is asked, what they say, who steps in, and what the network then knows."""

from __future__ import annotations

import ast
import datetime as dt
import re
from html import unescape
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

import closeknit.policy
from closeknit.networks.models import Proposal
from closeknit.networks.snapshot import snapshot, snapshots
from closeknit.notices.news import news
from closeknit.plans.models import Authority, Confidant, Decision, Role, Voice
from closeknit.plans.models.roles import BACK, GONE, MEANS, NEW, NO, SAID, YES
from closeknit.policy import Denied, Level
from tests.cast import Cast, assemble, entered
from tests.forms import Forms

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 28)


def where(cast: Cast, name: str, *keys: str) -> str:
    return reverse(name, args=[cast.network.pk, *keys])


def read(cast: Cast, who: str, name: str, *keys: str) -> str:
    answer = entered(cast, who).get(where(cast, name, *keys))
    assert answer.status_code == 200, (who, name)
    return unescape(answer.content.decode())


def asked(cast: Cast, who: str, kind: str = "advocate", **more: object) -> Role:
    return Role.ask(cast.maya, TODAY, kind=kind, person=cast.people[who], **more)


def test_kofi_says_yes_and_later_gives_it_back():
    cast = assemble()
    row = asked(cast, "kofi", words="Comes along to the doctor’s")
    assert "Comes along to the doctor’s" in read(cast, "kofi", "roles")
    assert "Advocate" in read(cast, "kofi", "waiting")
    kofi = entered(cast, "kofi")
    for said, stands in ((YES, Role.Stands.YES), (BACK, Role.Stands.BACK)):
        kofi.post(where(cast, "role_answer", row.pk), {"said": said})
        row.refresh_from_db()
        assert row.stands is stands
    assert "given back on" in read(cast, "maya", "roles")
    assert "Advocate" not in read(cast, "kofi", "waiting")


def test_no_is_fine_and_can_become_a_yes():
    cast = assemble()
    row = asked(cast, "kofi")
    kofi = entered(cast, "kofi")
    answer = kofi.post(where(cast, "role_answer", row.pk), {"said": NO}, follow=True)
    assert "No is fine." in answer.content.decode()
    kofi.post(where(cast, "role_answer", row.pk), {"said": YES})
    row.refresh_from_db()
    assert row.stands is Role.Stands.YES


@pytest.mark.parametrize("said", [{"said": "perhaps"}, {}, {"said": YES, "on": "2999-01-01"}])
def test_what_cannot_have_been_said_changes_nothing(said):
    cast = assemble()
    row = asked(cast, "june")
    answer = entered(cast, "maya").post(where(cast, "role_answer", row.pk), said)
    assert answer.status_code == 302
    row.refresh_from_db()
    assert row.stands is Role.Stands.ASKED


def test_what_was_given_back_is_asked_anew_and_stays_written_down():
    cast = assemble()
    row = asked(cast, "june")
    row.say(cast.maya, 1, YES, TODAY)
    row.say(cast.maya, 2, BACK, TODAY)
    with pytest.raises(Denied):
        row.say(cast.maya, 3, YES, TODAY)
    again = asked(cast, "june")
    assert again.pk != row.pk
    assert asked(cast, "june").pk == again.pk


def test_tanya_is_paid_and_reads_what_she_is_asked_but_maya_writes_the_answer():
    cast = assemble()
    row = asked(cast, "tanya")
    assert "Tell Maya" in read(cast, "tanya", "role", row.pk)
    refused = entered(cast, "tanya").post(where(cast, "role_answer", row.pk), {"said": YES})
    assert refused.status_code == 404


def test_a_question_of_rosas_waits_for_maya():
    cast = assemble()
    said = {"kind": "connector", "person": cast.people["june"].pk, "yes_on": "2026-01-04"}
    entered(cast, "rosa").post(where(cast, "role_ask"), said)
    row = Role.everyones.get()
    assert row.stands is Role.Stands.NOT_ASKED
    assert "June said yes" in read(cast, "maya", "waiting")
    Proposal.everyones.get(kind=NEW).say_yes(cast.maya)
    row.refresh_from_db()
    assert (row.stands, row.yes_on) == (Role.Stands.YES, dt.date(2026, 1, 4))


def test_nobody_learns_what_rosa_would_ask_them_nor_answers_before_maya_says_yes():
    cast = assemble()
    entered(cast, "rosa").post(
        where(cast, "role_ask"), {"kind": "connector", "person": cast.people["kofi"].pk}
    )
    row = Role.everyones.get()
    kofi = entered(cast, "kofi")
    assert kofi.get(where(cast, "role", row.pk)).status_code == 404
    assert "onnector" not in read(cast, "kofi", "roles") + read(cast, "kofi", "waiting")
    assert kofi.post(where(cast, "role_answer", row.pk), {"said": YES}).status_code == 404
    with pytest.raises(Denied):
        row.answer(cast.kofi, row.version, YES, TODAY)
    waiting = Proposal.everyones.get(kind=NEW)
    waiting.say_yes(cast.maya)
    assert "onnector" in read(cast, "kofi", "roles")
    kofi.post(where(cast, "role_answer", row.pk), {"said": YES})
    row.refresh_from_db()
    assert row.stands is Role.Stands.YES
    assert row.kept_out == ""


def test_what_maya_takes_back_is_kept_from_them_again():
    cast = assemble()
    row = Role.ask(cast.rosa, TODAY, kind="connector", person=cast.people["kofi"])
    waiting = Proposal.everyones.get(kind=NEW)
    waiting.say_yes(cast.maya)
    row.refresh_from_db()
    row.carry_back(cast.maya, waiting)
    assert not Role.visible_to(cast.kofi).exists()
    again = Role.ask(cast.maya, TODAY, kind="connector", person=cast.people["kofi"])
    assert (again.pk, Role.visible_to(cast.kofi).count()) == (row.pk, 1)


def test_what_june_said_to_rosa_waits_for_maya_too():
    cast = assemble()
    row = asked(cast, "june")
    page = {"said": YES, "on": "2026-01-04", "version": 1}
    entered(cast, "rosa").post(where(cast, "role_answer", row.pk), page)
    entered(cast, "rosa").post(
        where(cast, "role", row.pk), {"words": "Reads letters", "review_on": "2027-01-01"}
    )
    row.refresh_from_db()
    assert row.stands is Role.Stands.ASKED
    waiting = read(cast, "maya", "waiting")
    assert "June said yes on" in waiting
    assert "Reads letters" in waiting
    for kind in (SAID, MEANS):
        Proposal.everyones.get(kind=kind).say_yes(cast.maya)
    row.refresh_from_db()
    assert (row.stands, row.words) == (Role.Stands.YES, "Reads letters")


@pytest.mark.parametrize("who", ["maya", "rosa"])
@pytest.mark.parametrize(
    ("before", "said", "stands"), [(None, YES, "yes"), (None, NO, "no"), (YES, BACK, "back")]
)
def test_what_june_said_is_written_down_in_the_form_of_her_page(who, before, said, stands):
    """June takes no part here. Rosa's word of it waits until Maya says yes."""
    cast = assemble()
    row = asked(cast, "june")
    if before:
        row.say(cast.maya, row.version, before, TODAY)
    shown = read(cast, who, "role", row.pk)
    assert "What did June say?" in shown
    there = where(cast, "role_answer", row.pk)
    form = next(one for one in Forms(shown).all if one["action"] == there)
    sent = entered(cast, who).post(there, {**form["data"], "said": said}, follow=True)
    assert sent.status_code == 200
    if who == "rosa":
        Proposal.open_ones(cast.maya).get(kind=SAID).say_yes(cast.maya)
    row.refresh_from_db()
    assert row.stands == stands


@pytest.mark.parametrize(("before", "said"), [(None, YES), (None, NO), (NO, YES), (YES, BACK)])
def test_each_answer_of_kofi_is_a_button_on_his_page(before, said):
    cast = assemble()
    row = asked(cast, "kofi")
    if before:
        row.say(cast.kofi, row.version, before, TODAY)
    there = where(cast, "role_answer", row.pk)
    forms = Forms(read(cast, "kofi", "role", row.pk)).all
    wanted = [one for one in forms if one["action"] == there and one["data"].get("said") == [said]]
    entered(cast, "kofi").post(there, wanted[0]["data"])
    row.refresh_from_db()
    assert row.stands == said


def test_a_role_leaves_the_page_once_another_agrees_and_maya_brings_it_back():
    cast = assemble()
    row = asked(cast, "june")
    entered(cast, "rosa").post(where(cast, "role_remove", row.pk))
    row.refresh_from_db()
    assert row.binned_at is None
    Proposal.everyones.get(kind=GONE).say_yes(cast.maya)
    assert not Role.visible_to(cast.maya).exists()
    entered(cast, "maya").post(where(cast, "role_bring_back", row.pk))
    assert Role.visible_to(cast.maya).get() == row


def test_snapshots_know_who_held_what_on_which_day():
    cast = assemble()
    first = asked(cast, "june", words="Comes along")
    first.say(cast.maya, 1, YES, TODAY)
    second = asked(cast, "rosa", stand_in_of=first)
    second.say(cast.maya, 1, YES, TODAY + dt.timedelta(days=10))
    first.say(cast.maya, 2, BACK, TODAY + dt.timedelta(days=20))
    own = asked(cast, "kofi", kind="own", name="Cooks on Fridays")
    own.say(cast.maya, 1, YES, TODAY + dt.timedelta(days=30))
    days = [TODAY + dt.timedelta(days=n) for n in (-1, 1, 11, 21, 31)]
    june, rosa, kofi = (cast.people[name].pk for name in ("june", "rosa", "kofi"))
    seen = [
        [(one.about, set(one.held_by), set(one.stand_ins)) for one in shot.network.roles]
        for shot in snapshots(cast.network, cast.maya, days)
    ]
    assert seen == [
        [],
        [("advocate", {june}, set())],
        [("advocate", {june}, {rosa})],
        [("advocate", set(), {rosa})],
        [("advocate", set(), {rosa}), (own.about, {kofi}, set())],
    ]


def test_an_own_role_is_wished_for_by_its_name_and_told_among_the_gaps():
    cast = assemble()
    day = timezone.localdate() - dt.timedelta(days=9)
    own = Role.ask(
        cast.maya,
        day,
        kind="own",
        name="Cooks on Fridays",
        person=cast.people["june"],
        yes_on=day,
        review_on=day + dt.timedelta(days=2),
    )
    page = read(cast, "maya", "gaps")
    assert "Cooks on Fridays: time to look at it again." in page
    maya = entered(cast, "maya")
    maya.post(where(cast, "wishes"), {"what": f"role:{own.about}", "whose": "person"})
    own.bin(cast.maya)
    assert "Cooks on Fridays: nobody yet." in read(cast, "maya", "gaps")


def test_a_confidant_counts_for_maya_and_for_them_alone():
    cast = assemble()
    row = Confidant.ask(cast.maya, TODAY, person=cast.people["rosa"], words="You listen.")
    assert "You listen." in read(cast, "rosa", "confidant")
    entered(cast, "rosa").post(where(cast, "confidant_answer", row.pk), {"said": YES})
    day = timezone.localdate()
    for who, kinds in (("maya", ["confidant"]), ("rosa", ["confidant"]), ("kofi", [])):
        seen = snapshot(cast.network, cast.actors[who], day + dt.timedelta(days=400))
        assert [one.about for one in seen.network.roles] == kinds
    for who in ("kofi", "tanya"):
        assert entered(cast, who).get(where(cast, "confidant")).status_code == 404


def test_whoever_is_asked_to_be_trusted_may_give_it_back():
    cast = assemble()
    row = Confidant.ask(cast.maya, TODAY, person=cast.people["kofi"])
    kofi = entered(cast, "kofi")
    for said in (YES, BACK):
        kofi.post(where(cast, "confidant_answer", row.pk), {"said": said})
    row.refresh_from_db()
    assert row.stands is Confidant.Stands.BACK
    assert kofi.post(where(cast, "confidant_remove", row.pk)).status_code == 404


def test_a_paper_opens_no_door():
    """Nothing that decides who may do what knows of papers, nor does any page but its own."""
    for file in Path(closeknit.policy.__path__[0]).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = {alias.name for alias in getattr(node, "names", ()) if hasattr(alias, "name")}
            assert "Authority" not in names | {getattr(node, "id", ""), getattr(node, "attr", "")}
            assert "plans" not in str(getattr(node, "module", ""))
    root = Path(closeknit.policy.__path__[0]).parent
    knowing = {p.stem for p in root.rglob("*.py") if "Authority" in p.read_text("utf-8")}
    assert knowing <= {"deciding", "__init__", "papers", "0003_roles", "parcel", "promises"}


def test_a_contested_paper_changes_nothing_else():
    cast = assemble()
    june = cast.people["june"]
    row = Authority.make(cast.maya, person=june, kind="guardian", about="Money")
    pages = ("map", "gaps", "people", "members", "roles", "who_sees", "decisions")
    for page in pages:  # the map settles where people stand, and marks are new until seen
        seen(cast, "rosa", page)
    readers = ("maya", "rosa", "kofi")
    before = {(who, page): seen(cast, who, page) for who in readers for page in pages}
    entered(cast, "rosa").post(where(cast, "paper_contest", row.pk), {"why": "It ended in May."})
    after = {(who, page): seen(cast, who, page) for who, page in before}
    assert before == after
    for who in ("maya", "rosa"):
        assert "It ended in May." in read(cast, who, "paper", row.pk)
        assert "Contested" in read(cast, who, "papers")
    entered(cast, "maya").post(where(cast, "paper_contest", row.pk), {"settle": "1"})
    row.refresh_from_db()
    assert row.contested_at is None


def seen(cast: Cast, who: str, page: str) -> bytes:
    answer = entered(cast, who).get(where(cast, page))
    page_of_theirs = re.sub(rb'(csrf\w*" value=")\w+', b"", answer.content)
    return b"" if answer.status_code == 404 else page_of_theirs


def test_whoever_a_paper_names_may_contest_it_but_not_rewrite_it():
    cast = assemble()
    row = Authority.make(cast.maya, person=cast.people["kofi"], kind="attorney", about="Money")
    kofi = entered(cast, "kofi")
    typed = {"kind": "guardian", "about": "All", "version": 1}
    assert kofi.post(where(cast, "paper", row.pk), typed).status_code == 404
    kofi.post(where(cast, "paper_contest", row.pk), {"why": "I never signed."})
    assert "I never signed." in read(cast, "maya", "paper", row.pk)


def test_a_paper_that_ends_before_it_begins_is_asked_again():
    cast = assemble()
    typed = {"person": cast.people["june"].pk, "kind": "attorney", "about": "Money"}
    typed |= {"starts_on": "2026-02-01", "ends_on": "2026-01-01"}
    answer = entered(cast, "maya").post(where(cast, "papers"), typed)
    assert answer.status_code == 422
    assert "The last day comes before the first one." in answer.content.decode()


def test_a_decision_says_who_stood_where_and_the_newest_word_holds():
    cast = assemble()
    maya, june = entered(cast, "maya"), cast.people["june"].pk
    maya.post(where(cast, "decision_add"), {"asked": "Which flat?", "words": "The tree."})
    row = Decision.everyones.get()
    for stance in ("disagreed", "supported"):
        maya.post(where(cast, "decision", row.pk), {"person": june, "stance": stance})
    assert [one.stance for one in Voice.visible_to(cast.maya)] == ["supported"]
    page = read(cast, "rosa", "decision", row.pk)
    assert "The tree." in page
    assert entered(cast, "rosa").post(where(cast, "decision_remove", row.pk)).status_code == 404
    maya.post(where(cast, "decision_remove", row.pk))
    assert not Decision.visible_to(cast.rosa).exists()
    maya.post(where(cast, "decision_bring_back", row.pk))
    assert Decision.visible_to(cast.rosa).exists()


def test_junes_page_says_what_she_said_yes_to():
    cast = assemble()
    row = asked(cast, "june")
    row.say(cast.maya, 1, YES, timezone.localdate() - dt.timedelta(days=400))
    assert "Said yes to" in read(cast, "maya", "person", cast.people["june"].pk)


def test_a_full_page_of_roles_asks_no_more(django_assert_max_num_queries):
    cast = assemble()
    for number in range(30):
        row = asked(cast, "june", kind="own", name=f"Role {number}")
        row.say(cast.maya, 1, YES, TODAY)
        Decision.make(cast.maya, asked=f"Question {number}")
        Authority.make(cast.maya, person=cast.people["june"], kind="attorney", about=f"{number}")
    for who in ("maya", "rosa", "kofi"):
        for name in ("roles", "decisions", "papers", "waiting", "people", "person"):
            client, keys = entered(cast, who), [cast.people["kofi"].pk] if name == "person" else []
            client.get(where(cast, name, *keys))
            with django_assert_max_num_queries(15):
                assert client.get(where(cast, name, *keys)).status_code == 200
    for name in ("gaps", "map", "years_ahead", "away", "what_changed"):
        client = entered(cast, "rosa")
        client.get(where(cast, name))
        with django_assert_max_num_queries(15):
            client.get(where(cast, name))


def test_a_decision_stays_with_stewards_until_maya_shares_it():
    cast = assemble()
    row = Decision.make(cast.maya, asked="Which flat?")
    assert row.audience == Level.STEWARDS
    assert "Which flat?" not in read(cast, "kofi", "decisions")


def test_maya_opens_who_stood_where_along_with_the_decision_and_shuts_both():
    cast = assemble()
    row = Decision.make(cast.maya, asked="Which flat?")
    Voice.hear(cast.maya, row, cast.people["rosa"], "disagreed", words="Too far away")
    door = where(cast, "who_sees_this", "decision", row.pk)
    assert door in read(cast, "maya", "decision", row.pk)
    for level, seen in ((Level.NETWORK, 1), (Level.STEWARDS, 0)):
        sent = {"level": level, "version": row.version}
        assert entered(cast, "maya").post(door, sent).status_code == 302
        row.refresh_from_db()
        assert row.audience == level
        assert Voice.visible_to(cast.kofi).count() == seen


def test_after_a_no_a_role_can_be_asked_for_anew():
    cast = assemble()
    about = {"kind": "advocate", "person": cast.people["kofi"]}
    Role.ask(cast.rosa, TODAY, **about)
    Proposal.everyones.get(kind=NEW).say_no(cast.maya)
    assert not Role.visible_to(cast.maya).exists()
    Role.ask(cast.rosa, TODAY, **about)
    assert Proposal.everyones.filter(kind=NEW, decided_at=None).count() == 1


def test_maya_asks_herself_for_what_waits_for_her_yes():
    cast = assemble()
    about = {"kind": "advocate", "person": cast.people["kofi"]}
    row = Role.ask(cast.rosa, TODAY, **about)
    assert Role.ask(cast.maya, TODAY, **about).pk == row.pk
    assert Role.visible_to(cast.maya).get().stands == "asked"


def test_whoever_steps_in_can_be_asked_for_the_role_itself():
    cast = assemble()
    first = asked(cast, "rosa")
    behind = asked(cast, "kofi", stand_in_of=first)
    assert asked(cast, "kofi").pk not in (first.pk, behind.pk)


def test_nobody_is_to_look_again_at_a_role_of_who_has_died():
    cast = assemble()
    asked(cast, "june", yes_on=TODAY, review_on=TODAY)
    told = news(cast.account("maya"))[0].dues
    assert [due.kind for due in told] == ["review"]
    cast.people["june"].say_died(cast.maya)
    assert not [due for here in news(cast.account("maya")) for due in here.dues]
    shown = read(cast, "maya", "roles")
    before = shown.partition('id="before"')[2].partition("</section>")[0]
    assert "June" in before
    assert shown.count("June") == before.count("June"), "the chair is free again"
    assert "does it still suit" not in shown
