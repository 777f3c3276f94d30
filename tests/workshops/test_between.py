"""Between two sessions: something to try at home, and the questions to think about."""

from __future__ import annotations

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps
from django.http import QueryDict
from django.utils import timezone

from closeknit.stories.models import Reflection
from closeknit.workshops.forms.between import Asked, ReflectForm
from closeknit.workshops.models import Activity, GroupLine, Homework, Presence, Seat, Session, Tried
from closeknit.workshops.models.base import SeriesVersion
from closeknit.workshops.recap import Material, drafted
from tests.cast import entered
from tests.forms import the_form

from .scene import Workshop, workshop
from .test_doors import by_link
from .test_recaps import text

pytestmark = pytest.mark.django_db
LINE = "We drew it on the kitchen table"
OWN = "I did not want to draw my brother"
ASKED = "Who turned up for you?\nWhat would you ask them for?"


def held(**said) -> tuple[Workshop, Session]:
    """The first session was yesterday, with two questions."""
    here = workshop(**said)
    first = Session.of(here.series)[0]
    yesterday = timezone.now() - dt.timedelta(days=1)
    first.change(here.rosa, first.version, starts_at=yesterday, questions=ASKED)
    first.series = here.series
    return here, first


def given(here: Workshop, session: Session, **said) -> Homework:
    said = {"words": "Draw the people of your week.", "exercise": "map"} | said
    return Homework.give(here.rosa, session, **said)


def page(here: Workshop, *more: str) -> str:
    return "/".join(("", "w", here.series.pk, *more, ""))


def test_a_facilitator_gives_something_and_everybody_finds_it():
    here, session = held()
    rosa = entered(here.cast, "rosa")
    where = page(here, "sessions", session.pk, "homework")
    assert "Nothing to try yet" in text(rosa.get(where))
    typed = the_form(rosa.get(where).content.decode(), has="words")
    next_day = here.series.local(Session.of(here.series)[1].starts_at).date().isoformat()
    assert typed["due_on"] == next_day or typed["due_on"] == [next_day]
    assert rosa.post(where, {"words": ""}).status_code == 422
    wrong = rosa.post(where, {"words": "Draw", "exercise": "nowhere", "due_on": "31.31."})
    assert wrong.status_code == 422
    assert 'value="Draw"' in wrong.content.decode()
    assert rosa.post(where, typed | {"words": "Draw your week."}).status_code == 302
    june = by_link(here.june)
    for place in (page(here), page(here, "room", session.pk)):
        assert "Draw your week." in text(june.get(place))


def test_each_says_did_you_and_facilitators_see_how_many_and_never_who():
    here, session = held()
    row = given(here, session)
    june, kofi, rosa = by_link(here.june), *(entered(here.cast, n) for n in ("kofi", "rosa"))
    where = page(here, "homework", row.pk)
    assert "Did you?" in text(june.get(where))
    assert june.post(where, {}).status_code == 422
    assert june.post(where, {"how": "not"}).status_code == 302
    assert june.post(where, {"how": "bit"}).status_code == 302
    assert kofi.post(where, {"how": "pass"}).status_code == 302
    told = text(rosa.get(page(here, "sessions", session.pk, "homework")))
    assert "from the next session on" in told
    assert 'class="numbers"' not in told.split("<main")[1]  # two answers would tell of each
    assert "June" not in told.split("<main")[1]
    assert not Tried.visible_to(here.rosa).exists()
    assert "You said: A bit" in text(june.get(page(here)))


def test_how_many_came_to_it_is_told_from_ten_on_and_of_nobody_made_up():
    here, session = held(capacity=40)
    row, rosa = given(here, session), entered(here.cast, "rosa")
    seats = [Seat.sign_up(here.series, {"name": f"N{at}"}) for at in range(16)]
    for at, seat in enumerate(seats):
        Tried.say(seat.actor(), row, seat, "yes" if at < 11 else "not")
    nothing = dict.fromkeys(Tried.How.values)
    assert Tried.counts([row])[row.pk] == nothing  # nobody was there: they may be made up
    for at, seat in enumerate(seats):
        seat.prove("")
        if at != 15:
            Presence.say(here.rosa, session, seat, Presence.How.HERE)
    assert Tried.counts([row])[row.pk] == nothing  # four who did not would be worked out
    Presence.say(here.rosa, session, seats[15], Presence.How.HERE)
    assert Tried.counts([row])[row.pk] == nothing | {"yes": 11, "not": 5}
    where = page(here, "sessions", session.pk, "homework")
    assert "from the next session on" in text(rosa.get(where))
    later = Session.of(here.series)[1]
    opens = opening_of(here, later)
    assert rosa.post(opens).status_code == 302  # a trial, days before
    assert "from the next session on" in text(rosa.get(where))
    later.change(here.rosa, later.version, starts_at=timezone.now() + dt.timedelta(minutes=20))
    assert rosa.post(opens).status_code == 302
    for _look in ("before a late answer", "after it", "and opened anew"):
        told = text(rosa.get(where))
        assert 'Yes</dt><dd class="numbers">11' in told
        assert 'Pass</dt><dd class="small">not told' in told
        Tried.say(seats[0].actor(), row, seats[0], "bit")
        assert rosa.post(opens).status_code == 302


def opening_of(here: Workshop, session: Session) -> str:
    block = Activity.add(here.rosa, session, kind="prompt", title="Since last time")
    return page(here, "room", session.pk, "open", block.pk)


def tried_by_sixteen(here: Workshop, session: Session, *rows: Homework) -> None:
    """Eleven said yes to these, five not."""
    for at in range(16):
        seat = Seat.sign_up(here.series, {"name": f"N{at}"})
        seat.prove("")
        Presence.say(here.rosa, session, seat, Presence.How.HERE)
        for row in rows:
            Tried.say(seat.actor(), row, seat, "yes" if at < 11 else "not")


def test_only_what_was_to_be_tried_by_then_is_counted_and_only_as_the_session_begins():
    here, session = held(capacity=40)
    today = here.series.local(timezone.now()).date()
    by_then = given(here, session, due_on=today)
    later_on = given(here, session, due_on=today + dt.timedelta(days=9))
    alone = given(here, session, words="Ring somebody.")
    tried_by_sixteen(here, session, by_then, later_on)
    last = Session.of(here.series)[1]
    last.change(here.rosa, last.version, starts_at=timezone.now())
    rosa = entered(here.cast, "rosa")
    for _block in ("the first", "the second"):
        assert rosa.post(opening_of(here, last)).status_code == 302
        for row in (by_then, later_on, alone):
            row.refresh_from_db()
        assert by_then.tally["yes"] == 11
        assert later_on.tally is None
        assert alone.tally is None
        for one in Tried.everyones.filter(homework=by_then):
            Tried.say(one.seat.actor(), alone, one.seat, one.how)  # late: a second look would tell


def test_what_was_tried_in_a_series_that_is_over_long_since_is_counted_as_it_stands():
    here, session = held(capacity=40)
    row = given(here, session)
    tried_by_sixteen(here, session, row)
    going_on = import_module("closeknit.workshops.migrations.0012_tally_of_what_is_over")
    going_on.count_what_is_over(apps, None)
    row.refresh_from_db()
    assert row.tally is None
    here.series.end(here.rosa, here.series.version)
    going_on.count_what_is_over(apps, None)
    row.refresh_from_db()
    assert row.tally == {"yes": 11, "bit": None, "not": 5, "pass": None}


def test_what_there_is_to_try_after_the_last_session_is_counted_as_the_series_ends():
    here, session = held(capacity=40)
    row = given(here, session)
    tried_by_sixteen(here, session, row)
    rosa = entered(here.cast, "rosa")
    assert rosa.post(page(here, "deed"), {"deed": "end"}).status_code == 302
    told = text(rosa.get(page(here, "sessions", session.pk, "homework")))
    assert 'Yes</dt><dd class="numbers">11' in told


def test_a_line_is_shared_with_the_group_and_stays_there():
    here, session = held()
    row = given(here, session)
    june, rosa = by_link(here.june), entered(here.cast, "rosa")
    where = page(here, "homework", row.pk)
    said = {"how": "yes", "line_it": LINE, "signed_it": "on"}
    assert june.post(where, said).status_code == 302
    kofi = entered(here.cast, "kofi")
    kofi.post(where, {"how": "yes"})
    assert LINE in text(kofi.get(where))
    assert "June" in text(kofi.get(where)).split("<main")[1]
    assert LINE in text(rosa.get(page(here, "sessions", session.pk, "homework")))
    material = Material(session)
    assert material.shared() == []
    assert material.voices.keep(LINE)
    assert LINE not in str(drafted(here.rosa, session))


def test_it_goes_into_the_recap_by_its_own_yes_and_out_of_it_again():
    here, session = held()
    june = by_link(here.june)
    where = page(here, "sessions", session.pk, "think")
    assert june.post(where, {"line_0": LINE, "goes_0": "first"}).status_code == 302
    (line,) = GroupLine.everyones.all()
    assert (line.asked, line.goes, line.named) == ("Who turned up for you?", True, "first")
    assert f"line:{line.pk}" in str(drafted(here.rosa, session))
    assert LINE not in str(drafted(here.rosa, session))  # its key alone is kept
    assert [one.words for one in Material(session).shared()] == [LINE]
    own = page(here, "sessions", session.pk, "my-words")
    assert june.post(own, {f"answer-{line.pk}": "stays"}).status_code == 302
    assert Material(session).shared() == []
    assert june.post(where, {"line_0": ""}).status_code == 302
    assert LINE not in str(list(GroupLine.everyones.values())) + str(
        list(SeriesVersion.everyones.values_list("state", flat=True))
    )
    assert not GroupLine.shared(here.kofi.actor(), session)


def test_what_somebody_writes_for_themselves_is_theirs_alone():
    here, session = held()
    cast, maya = here.cast, entered(here.cast, "maya")
    seat = Seat.sign_up(here.series, {"name": "Maya"}, account=cast.maya.account)
    where = page(here, "sessions", session.pk, "think")
    assert "own reflections" in text(maya.get(where))
    assert maya.post(where, {"own_0": OWN, "line_1": LINE}).status_code == 302
    (kept,) = Reflection.mine(cast.maya)
    assert (kept.text, kept.asked) == (OWN, "Who turned up for you?")
    for who in ("rosa", "kofi"):
        for place in ("homework", "think"):
            answer = entered(cast, who).get(page(here, "sessions", session.pk, place))
            assert OWN not in answer.content.decode()
    assert seat.series_id == here.series.pk
    june = by_link(here.june)
    assert "paper does as well" in text(june.get(where))
    assert 'name="own_0"' not in june.get(where).content.decode()


def test_too_long_a_line_is_said_beside_it_and_stays_typed():
    here, session = held()
    answer = by_link(here.june).post(
        page(here, "sessions", session.pk, "think"), {"line_0": "x" * 301, "goes_1": "far"}
    )
    assert answer.status_code == 422
    assert "Shorten it a little" in text(answer)
    assert "x" * 301 in answer.content.decode()
    assert not GroupLine.everyones.exists()


def test_it_is_taken_away_and_comes_back_with_its_answers():
    here, session = held()
    row, rosa = given(here, session), entered(here.cast, "rosa")
    Tried.say(here.june.actor(), row, here.june, "yes")
    change = page(here, "homework", row.pk, "change")
    assert rosa.post(change, {"out": "1"}).status_code == 302
    assert by_link(here.june).get(page(here, "homework", row.pk)).status_code == 404
    assert rosa.post(page(here, "homework", row.pk, "bring-back")).status_code == 302
    assert Tried.of(row, here.june).how == "yes"


def test_what_is_typed_while_it_is_taken_away_comes_back():
    here, session = held()
    row, june = given(here, session), by_link(here.june)
    row.take_away(here.rosa)
    where = page(here, "homework", row.pk)
    answer = june.post(where, {"how": "yes", "line_it": LINE})
    assert answer.status_code == 409
    assert LINE + "</textarea>" in answer.content.decode()
    assert not GroupLine.everyones.exists()
    assert june.post(where, {"how": "yes"}).status_code == 404
    waits = Seat.sign_up(here.series, {"name": "Sam"})
    Seat.sign_up(here.series, {"name": "Ann"})
    assert (
        by_link(waits).post(page(here, "homework", "x" * 16), {"line_it": LINE}).status_code == 404
    )
    session.take_away(here.rosa)
    answer = june.post(page(here, "sessions", session.pk, "think"), {"line_0": LINE})
    assert answer.status_code == 409
    assert LINE in answer.content.decode()


def test_what_is_typed_stays_with_its_question_when_the_questions_change():
    here, session = held()
    maya = entered(here.cast, "maya")
    Seat.sign_up(here.series, {"name": "Maya"}, account=here.cast.maya.account)
    where = page(here, "sessions", session.pk, "think")
    sent = the_form(maya.get(where).content.decode(), has="line_0")
    sent |= {"line_0": LINE, "own_0": OWN, "line_1": "A lift on Fridays."}
    others = "What else?\nWhat would you ask them for?"
    session.refresh_from_db()
    session.change(here.rosa, session.version, questions=others)
    answer = maya.post(where, sent)
    assert answer.status_code == 409
    told = answer.content.decode()
    for words in (LINE, OWN):
        assert words + "</textarea>" in told
    assert 'value="A lift on Fridays."' in told
    assert not GroupLine.everyones.exists()
    assert not Reflection.mine(here.cast.maya)
    sent = the_form(told, has="line_0")
    assert (sent["line_0"], sent["line_1"]) == ([""], ["A lift on Fridays."])
    session.refresh_from_db()
    session.change(here.rosa, session.version, questions="\n".join(reversed(others.split("\n"))))
    assert maya.post(where, sent).status_code == 302
    (line,) = GroupLine.everyones.all()
    assert (line.words, line.asked) == ("A lift on Fridays.", "What would you ask them for?")


def asked_as(here: Workshop, session: Session, *questions: str) -> None:
    session.refresh_from_db()
    session.change(here.rosa, session.version, questions="\n".join(questions))


def test_a_line_stays_with_its_question_wherever_that_stands():
    here, session = held()
    june, where = by_link(here.june), page(here, "sessions", session.pk, "think")
    first, second = ASKED.split("\n")
    assert june.post(where, {"line_0": LINE}).status_code == 302
    asked_as(here, session, second, first)
    typed = the_form(june.get(where).content.decode(), has="line_0")
    assert (typed["line_0"], typed["line_1"]) == ([""], [LINE])
    assert june.post(where, typed | {"line_0": "A lift on Fridays."}).status_code == 302
    said = {one.asked: one.words for one in GroupLine.shared(here.rosa, session)}
    assert said == {first: LINE, second: "A lift on Fridays."}


def test_a_line_of_a_question_that_is_gone_stands_with_its_own_words_or_is_taken_away():
    here, session = held()
    june, where = by_link(here.june), page(here, "sessions", session.pk, "think")
    first = ASKED.split("\n")[0]
    assert june.post(where, {"line_0": LINE}).status_code == 302
    asked_as(here, session, "What else?")
    told = june.get(where).content.decode()
    assert "This is not asked any more." in told
    typed = the_form(told, has="line_0")
    assert (typed["asked_0"], typed["line_0"]) == (["What else?"], [""])
    assert (typed["asked_1"], typed["line_1"]) == ([first], [LINE])
    kofi = entered(here.cast, "kofi")
    assert (
        f'<p class="small">{first}</p><p class="prompt">“{LINE}”'
        in kofi.get(where).content.decode()
    )
    assert "line_1" not in the_form(kofi.get(where).content.decode(), has="line_0")
    assert june.post(where, typed | {"line_1": ""}).status_code == 302
    assert not GroupLine.shared(here.rosa, session)
    assert first not in june.get(where).content.decode()


def test_lines_from_before_belong_to_their_words_as_well():
    here, session = held()
    first, second = ASKED.split("\n")
    old = {"series": here.series, "session": session, "audience": "workshop", "words": LINE}
    one = GroupLine(**old, seat=here.june, about="question:0", asked=first)
    other = GroupLine(**old, seat=here.kofi, about="question:0", asked=second)
    again = GroupLine(**old, seat=here.kofi, about="question:1", asked=second)
    GroupLine.everyones.bulk_create([one, other, again])
    by_words = import_module("closeknit.workshops.migrations.0011_lines_by_words")
    by_words.by_words(apps, None)
    assert GroupLine.mine(session, here.june)[GroupLine.about_question(first)].words == LINE
    kofis = GroupLine.mine(session, here.kofi)
    assert GroupLine.about_question(second) in kofis
    assert len(kofis) == 2  # what was said twice is said twice still


def test_two_who_change_it_see_both_texts():
    here, session = held()
    row, rosa = given(here, session), entered(here.cast, "rosa")
    where = page(here, "homework", row.pk, "change")
    typed = the_form(rosa.get(where).content.decode(), has="words")
    assert rosa.post(where, typed | {"words": "Call somebody."}).status_code == 302
    answer = rosa.post(where, typed | {"words": "Draw a map."})
    assert answer.status_code == 409
    assert "Call somebody." in text(answer)
    assert "Draw a map." in text(answer)


def test_the_recap_tells_what_there_is_to_try():
    here, session = held()
    row = given(here, session, words="draw the people of your week")
    parts = drafted(here.rosa, session)
    ahead = next(part for part in parts if part["kind"] == "ahead")
    assert ahead["lines"][-1]["words"] == (
        "To try at home until then: Draw the people of your week."
    )
    assert ahead["lines"][-1]["from"] == [f"homework:{row.pk}"]


def test_whoever_waits_or_comes_later_finds_nothing_before_its_time():
    here, session = held(capacity=2)
    later = Session.of(here.series)[1]
    given(here, later, words="Not yet.")
    waits = by_link(Seat.sign_up(here.series, {"name": "Sam"}))
    row = given(here, session)
    assert "Draw the people" not in text(waits.get(page(here)))
    assert waits.get(page(here, "homework", row.pk)).status_code == 404
    assert "Not yet." not in text(by_link(here.june).get(page(here)))


def test_two_equal_questions_that_become_one_lose_no_words():
    typed = QueryDict(mutable=True)
    typed.update({"asked_0": "Who?", "own_0": "June.", "asked_1": "Who?", "own_1": "Kofi."})
    fresh, late = ReflectForm.moved(typed, Asked.of(["Who?"], []), alone=True)
    assert fresh["own_0"] == "June."
    assert [one.words for one in late] == ["Kofi."]
