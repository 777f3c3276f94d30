"""A book to keep: what stands in it, for whom, and what is gone from it at the next look."""

from __future__ import annotations

import datetime as dt
import io
import re
from html import unescape

import pytest
import typst
from django.urls import reverse
from django.utils import timezone

from closeknit.networks.models import Chapter, Person, Proposal
from closeknit.policy import Audience, Level
from closeknit.stories.binding import is_kept_from
from closeknit.stories.book import bind
from closeknit.stories.models import Consent, Keepsake, Photo, Story
from closeknit.stories.over_years import years_offered
from closeknit.stories.painting import hang, paint
from closeknit.stories.printing import as_data, pdf
from tests.cast import entered, introduce, place
from tests.stories.pictures import saved, scene

from .scene import says, told

pytestmark = pytest.mark.django_db
TYPED = '= no heading #read("/etc/passwd") *bold* $x$ <tag> @ref `raw` 🙂 Ωμέγα'


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def picture(cast, who="maya", in_it="june", level="network", **said):
    data = saved("JPEG", scene((80, 60)))
    row = hang(cast.actors[who], paint(io.BytesIO(data), len(data)), **said)
    Consent.put_in(cast.actors[who], row, cast.people[in_it])
    Photo.everyones.filter(pk=row.pk).update(audience=level)
    return Photo.everyones.get(pk=row.pk)


def book(cast, *chosen, by="maya", level="only_me", **said):
    keys = [one if isinstance(one, str) else f"{one.resource}:{one.pk}" for one in chosen]
    row = Keepsake.make(cast.actors[by], title="The years", chosen=keys, **said)
    Keepsake.everyones.filter(pk=row.pk).update(audience=level)
    return Keepsake.everyones.get(pk=row.pk)


def bound(cast, row, who="maya"):
    return bind(cast.network, cast.actors[who], row)


def titles(cast, row, who="maya"):
    return [leaf.title for leaf in bound(cast, row, who).leaves]


def why(cast, row, who="maya"):
    return {one.why for one in bound(cast, row, who).left}


def page(cast, who, name, *keys):
    answer = entered(cast, who).get(reverse(name, args=[cast.network.pk, *keys]))
    return unescape(answer.content.decode()) if answer.status_code == 200 else answer.status_code


def test_what_nobody_was_asked_about_stands_in_a_book_for_oneself_and_in_none_for_others(cast):
    story = told(cast, by="maya", level="stewards")
    assert len(titles(cast, book(cast, story))) == 1
    shared = book(cast, story, level="stewards")
    assert titles(cast, shared) == []
    assert why(cast, shared) == {"Not everybody in it has said yes yet."}
    says(cast, story, "yes")
    assert len(titles(cast, shared)) == 1


@pytest.mark.parametrize("answer", ["no", "hide"])
@pytest.mark.parametrize("level", ["only_me", "network"])
def test_a_no_is_gone_from_page_paper_and_file_with_the_next_request(cast, answer, level):
    lived = [told(cast, by="maya"), picture(cast, caption="lentil soup")]
    for one in lived:
        says(cast, one, "yes")
    row = book(cast, *lived, level=level)
    readers = ("maya",) if level == "only_me" else ("maya", "rosa", "kofi", "tanya")
    for who in readers:
        for name in ("keepsake", "keepsake_file"):
            assert "lentil soup" in page(cast, who, name, row.pk), (who, name)
    for one in lived:
        says(cast, one, answer)
    for who in readers:
        for name in ("keepsake", "keepsake_file"):
            assert "June" not in page(cast, who, name, row.pk).replace("“June", ""), (who, name)
    assert bound(cast, row).leaves == []
    assert why(cast, row) == {"Somebody in it does not want it to be shown."}
    assert bound(cast, row, "rosa").leaves == []


def test_a_yes_that_ended_or_goes_elsewhere_leaves_it_out(cast):
    ended, elsewhere = told(cast, by="maya"), told(cast, by="maya")
    says(cast, ended, "yes")
    says(cast, elsewhere, "yes", scopes=["workshop"])
    row = book(cast, ended, elsewhere)
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Consent.everyones.filter(story=ended).update(until=yesterday)
    assert titles(cast, row) == []
    assert why(cast, row) == {
        "Somebody in it said yes until a day that is over.",
        "Somebody in it said yes to something else.",
    }


def test_a_book_for_others_holds_only_what_all_of_them_may_read(cast):
    wide, narrow = told(cast, by="maya"), told(cast, by="maya", level="stewards")
    for one in (wide, narrow):
        says(cast, one, "yes")
    row = book(cast, wide, narrow, level="network")
    assert bound(cast, row).shown() == [f"story:{wide.pk}"]
    assert why(cast, row) == {"Kofi and Tanya would read this book, and may not see it."}
    assert bound(cast, book(cast, wide, narrow, level="stewards")).shown() == [
        f"story:{wide.pk}",
        f"story:{narrow.pk}",
    ]


def test_nobody_reads_a_story_in_a_book_that_they_may_not_read_by_itself(cast):
    """Whatever its maker chose: each reader meets what is theirs to read."""
    story = told(cast, by="rosa", level="stewards")
    says(cast, story, "yes")
    row = book(cast, story, level="network")
    Story.everyones.filter(pk=story.pk).update(audience="person")
    for who in ("rosa", "kofi", "tanya"):
        said = page(cast, who, "keepsake", row.pk)
        assert who == "rosa" or "lentil soup" not in said
        assert "Left out" not in said, "only its maker learns what was chosen"


def test_somebody_kept_from_a_reader_keeps_what_they_are_in_from_the_book(cast):
    story = told(cast, by="maya")
    says(cast, story, "yes")
    row = book(cast, story, level="network")
    june = cast.people["june"]
    june.share(cast.maya, june.version, Audience(Level.PERSON))
    june.refresh_from_db()
    assert is_kept_from(cast.kofi, june)
    assert not is_kept_from(cast.maya, june)
    assert titles(cast, row) == []


def test_everybody_is_called_as_they_chose(cast):
    story = told(cast, by="maya", happened="Soup in a blue pot.")
    says(cast, story, "yes", called="changed", other_name="Juno")
    row = book(cast, story, level="network")
    assert "with Juno" in page(cast, "kofi", "keepsake", row.pk)
    assert "June" not in page(cast, "kofi", "keepsake_file", row.pk)
    named = told(cast, by="maya")
    says(cast, named, "yes", called="none")
    both = book(cast, story, named, level="network")
    assert bound(cast, both).shown() == [f"story:{story.pk}"]
    assert why(cast, both) == {"Its words name somebody who does not want their name there."}


def test_an_album_grows_and_its_pictures_stand_there_once(cast):
    first = picture(cast, occasion="The choir", on="2024-03")
    row = book(cast, "occasion:The choir", first)
    picture(cast, occasion="The choir", on="2024-05")
    (leaf,) = bound(cast, row).leaves
    assert (leaf.title, len(leaf.pictures)) == ("The choir", 2)


def test_a_picture_of_a_chosen_story_stands_beside_it(cast):
    story = told(cast, by="maya")
    shown = picture(cast, caption="The pot", story=story)
    (leaf,) = bound(cast, book(cast, story, shown)).leaves
    assert [one.row.pk for one in leaf.tale.pictures] == [shown.pk]


def test_the_maps_of_the_years_show_who_had_a_place_then(cast):
    place(cast, "rosa", circle=1)
    place(cast, "kofi", circle=3, since="2021")
    introduce(cast, "rosa", "kofi")
    Chapter.turn(cast.maya, cast.people["kofi"], "2023-05-01", circle=2)
    days = [day.isoformat() for day in years_offered(cast.maya, dt.date(2024, 6, 1))]
    assert days == ["2021-01-01", "2022-01-01", "2023-01-01", "2024-01-01", "2024-06-01"]
    row = book(cast, "map:2020-01-01", "map:2022-01-01", "map:2024-01-01", "map:nonsense")
    circles = [dict(leaf.map.circles) for leaf in bound(cast, row).leaves]
    assert circles == [
        {"Closest": "Rosa"},
        {"Closest": "Rosa", "Doing things together": "Kofi"},
        {"Closest": "Rosa", "Friends": "Kofi"},
    ]
    drawn = entered(cast, "maya").get(
        reverse("keepsake_map", args=[cast.network.pk, row.pk, "2022-01-01"])
    )
    assert drawn["Content-Type"] == "image/svg+xml"
    assert b">Kofi<" in drawn.content
    assert b">June<" not in drawn.content, "she had no place in a circle"


def test_a_map_stands_in_no_book_for_somebody_who_does_not_see_it(cast):
    place(cast, "kofi", circle=1)
    row = book(cast, "map:2024-01-01", level="network")
    assert titles(cast, row) == []
    assert why(cast, row) == {"Kofi and Tanya would read this book, and may not see it."}
    for who in ("maya", "kofi"):
        assert page(cast, who, "keepsake_map", row.pk, "2024-01-01") == 404
    stewards = book(cast, "map:2024-01-01", level="stewards")
    assert titles(cast, stewards) == ["The map on 1 January 2024"]
    chapter = Chapter.everyones.get(person=cast.people["kofi"])
    chapter.share(cast.maya, chapter.version, Audience(Level.PERSON))
    assert titles(cast, stewards) == [], "a tie that Rosa does not read"


def test_the_order_is_by_day_until_somebody_puts_it_otherwise(cast):
    late, early = (told(cast, by="maya", on=on) for on in ("2024", "2020"))
    row = book(cast, late, early)
    assert bound(cast, row).shown() == [f"story:{early.pk}", f"story:{late.pk}"]
    where = reverse("keepsake_order", args=[cast.network.pk, row.pk])
    entered(cast, "maya").post(where, {"move": f"later:story:{early.pk}"})
    row.refresh_from_db()
    assert bound(cast, row).shown() == [f"story:{late.pk}", f"story:{early.pk}"]


def test_ticking_keeps_the_order_and_whatever_is_hidden_for_now(cast):
    first, hidden, new = (told(cast, by="maya") for _ in range(3))
    row = book(cast, first, hidden)
    Story.everyones.filter(pk=hidden.pk).update(audience="only_me", author=cast.account("rosa"))
    where = reverse("keepsake_choose", args=[cast.network.pk, row.pk])
    typed = {"title": "Soup", "stories": [new.pk, first.pk], "by_day": "no", "version": row.version}
    assert entered(cast, "maya").post(where, typed).status_code == 302
    row.refresh_from_db()
    assert row.chosen == [f"story:{one.pk}" for one in (first, hidden, new)]
    wrong = entered(cast, "maya").post(where, {**typed, "title": "", "version": row.version})
    assert wrong.status_code == 422
    assert "Give it a name." in wrong.content.decode()
    stolen = entered(cast, "maya").post(where, {**typed, "stories": [hidden.pk]})
    assert stolen.status_code == 422, "nothing can be ticked that its maker may not read"


def test_what_is_typed_never_becomes_a_command_on_paper(cast):
    story = told(cast, by="maya", happened=f"Soup.\n{TYPED}", mattered=TYPED, place=TYPED)
    shown = picture(cast, caption=TYPED, alt=TYPED, behind=TYPED)
    row = book(cast, story, shown, "map:2024-01-01", dedication=TYPED)
    Keepsake.everyones.filter(pk=row.pk).update(title=TYPED)
    row.refresh_from_db()
    made = pdf(bound(cast, row))
    assert made.startswith(b"%PDF-")
    assert b"root:" not in made
    for tagged in (b"/StructTreeRoot", b"/Lang", b"/Alt", b"pdfuaid:part>1<", b"/H1", b"/H2"):
        assert tagged in made, tagged


def test_everything_on_paper_comes_as_text_and_every_picture_with_words(cast, tmp_path):
    shown = picture(cast, behind="Sam drove.")
    place(cast, "rosa", circle=1)
    data = as_data(bound(cast, book(cast, shown, "map:2024-01-01")), tmp_path)
    told_of = {leaf["kind"]: leaf for leaf in data["leaves"]}
    assert told_of["photo"]["pictures"][0]["alt"] == "A picture"
    assert told_of["map"]["alt"].startswith("The map on 1 January 2024. 1 person")
    assert all((tmp_path / leaf["file"]).exists() for leaf in (told_of["map"],))


def test_a_sign_that_no_font_has_is_no_reason_for_no_book(cast):
    row = book(cast, told(cast, by="maya", happened="Soup \U00013000 \U0001f9ff"))
    assert pdf(bound(cast, row)).startswith(b"%PDF-")


def test_a_picture_whose_file_is_lost_leaves_a_gap(cast, tmp_path):
    shown = picture(cast, caption="The pot")
    (tmp_path / shown.file).unlink()
    (tmp_path / shown.middle).unlink()
    row = book(cast, shown)
    assert pdf(bound(cast, row)).startswith(b"%PDF-")
    assert "The pot" in page(cast, "maya", "keepsake_file", row.pk)


def test_what_is_taken_along_runs_nothing_and_asks_for_nothing(cast):
    story = told(cast, by="maya", happened="<script>alert(1)</script> Soup.")
    place(cast, "rosa", circle=1)
    row = book(cast, story, picture(cast), "map:2024-01-01")
    answer = entered(cast, "maya").get(reverse("keepsake_file", args=[cast.network.pk, row.pk]))
    text = answer.content.decode()
    assert "attachment" in answer["Content-Disposition"]
    assert "<script" not in text
    asked = re.findall(r"""(?:src|href|url)\s*[=(]\s*["']?([^"')\s>]{1,20})""", text)
    assert {one.partition(":")[0] if not one.startswith("#") else "#" for one in asked} == {
        "data",
        "#",
    }
    assert text.count("<img ") == 1


def test_a_book_is_opened_like_any_row_with_the_persons_yes(cast):
    row = book(cast, by="kofi")
    where = reverse("who_sees_this", args=[cast.network.pk, "keepsake", row.pk])
    typed = {"level": "network", "version": row.version}
    assert entered(cast, "kofi").post(where, typed).status_code == 302
    assert page(cast, "rosa", "keepsake", row.pk) == 404
    asked = Proposal.everyones.get(target=row.pk)
    asked.say_yes(cast.maya)
    assert "The years" in page(cast, "rosa", "keepsake", row.pk)
    assert page(cast, "rosa", "keepsake_choose", row.pk) == 404, "it stays Kofi’s to make"


def test_an_empty_book_is_a_book(cast):
    row = book(cast)
    assert pdf(bound(cast, row)).startswith(b"%PDF-")
    assert "Nothing stands in it yet" in page(cast, "maya", "keepsake", row.pk)


def test_a_paid_member_and_a_stranger_make_no_book(cast):
    row = book(cast, level="network")
    where = reverse("keepsakes", args=[cast.network.pk])
    assert entered(cast, "tanya").post(where, {"title": "Mine"}).status_code == 404
    assert entered(cast, "lena").get(where).status_code == 404
    assert page(cast, "tanya", "keepsake", row.pk) != 404
    assert page(cast, "lena", "keepsake", row.pk) == 404


def test_typst_is_the_one_that_sets_it():
    """A newer one must still refuse what cannot be displayed in words we know."""
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile(
            '#set document(title: "x")\n#set text(lang: "en")\n= x \U00013000'.encode(),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )


@pytest.mark.parametrize(("kind", "held"), [("group", True), ("pet", False), ("thing", False)])
def test_a_group_is_people_and_has_to_be_asked(cast, kind, held):
    choir = Person.welcome(cast.maya, "The choir", kind=kind)
    story = told(cast)
    Consent.everyones.all().delete()
    Consent.put_in(cast.maya, story, choir)
    Story.everyones.filter(pk=story.pk).update(audience=Level.NETWORK)
    assert Story.visible_to(cast.kofi).filter(pk=story.pk).exists() is not held


def test_an_archive_may_choose_any_number_and_a_book_stays_small(cast):
    row = book(cast, *(f"map:{year}-01-01" for year in range(1000, 2000)))
    assert len(row.chosen_of("map")) == 150
