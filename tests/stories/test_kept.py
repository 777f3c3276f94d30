"""Said aloud and shown: beside the words, for whoever may read those, gone when they go."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from closeknit.networks import bin as the_bin
from closeknit.networks.files import ALONE
from closeknit.networks.models import Person
from closeknit.networks.parting import forget_own
from closeknit.policy import Audience, Level, Verb, may
from closeknit.stories.keeping import saved
from closeknit.stories.models import Consent, Moment, Reflection, Story
from closeknit.stories.sound import only_samples
from tests.cast import Cast, entered
from tests.forms import the_form

from .pictures import SECRET, exif, scene
from .pictures import saved as picture_file
from .scene import asked, says, told
from .sounds import SECOND, tone, wav_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Any, settings: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "closeknit.networks.files.SureFiles"},
    }
    return tmp_path


def voice() -> SimpleUploadedFile:
    return SimpleUploadedFile("Rosa at home.wav", wav_with(b"note", SECRET, tone(2)))


def drawing() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", picture_file("JPEG", scene((1200, 900)), exif=exif("place")))


def at(cast: Cast, name: str, *keys: str) -> str:
    return reverse(name, args=[cast.network.pk, *keys])


def hear(cast: Cast, row: Any, who: str = "maya", what: str = "sound", **headers: str) -> Any:
    return entered(cast, who).get(at(cast, row.file_door, row.pk, what), headers=headers)


def content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def alone(answer: Any) -> bool:
    """Whether it runs nothing, asks for nothing and is not kept."""
    return all(answer[name] == said for name, said in ALONE.items())


def on_disk(folder: Any) -> list[Any]:
    return [path for path in folder.rglob("*") if path.is_file()]


def aloud() -> dict[str, Any]:
    return {"sound": saved("sounds", "mp3", SECOND), "seconds": 1}


def test_maya_says_a_moment_in_ten_seconds(cast: Cast, folder: Any) -> None:
    maya, june = entered(cast, "maya"), cast.people["june"].pk
    answer = maya.post(at(cast, "stories"), {"sound": voice(), "person": june})
    assert answer.status_code == 302
    moment = Moment.everyones.get()
    assert (moment.text, moment.seconds, moment.how_long) == ("", 2, "2 seconds")
    page = maya.get(at(cast, "stories")).content.decode()
    assert at(cast, "moment_file", moment.pk, "sound") in page
    assert "Voice note, 2 seconds" in page
    answer = hear(cast, moment)
    assert answer["Content-Type"] == "audio/mpeg"
    assert only_samples(content(answer))
    for path in on_disk(folder):
        assert SECRET not in path.read_bytes()
        assert b"Rosa" not in str(path).encode()


def test_a_moment_may_be_one_picture(cast: Cast, folder: Any) -> None:
    maya = entered(cast, "maya")
    maya.post(at(cast, "stories"), {"picture": drawing(), "text": "The soup."})
    moment = Moment.everyones.get()
    assert (moment.width, moment.height) == (960, 720)
    assert 'alt="The soup."' in maya.get(at(cast, "stories")).content.decode()
    pixels = content(hear(cast, moment, what="picture"))
    assert pixels[8:12] == b"WEBP"
    assert SECRET not in pixels
    assert len(on_disk(folder)) == 1


def test_a_picture_with_june_goes_no_further_than_stewards_until_she_can_be_asked(
    cast: Cast, folder: Any
) -> None:
    maya, june, kofi = entered(cast, "maya"), cast.people["june"], cast.people["kofi"]

    def readers() -> list[str]:
        return [who for who in ("maya", "rosa", "kofi", "tanya", "lena") if reads(who)]

    def reads(who: str) -> bool:
        row = Moment.everyones.get()
        there = hear(cast, row, who, "picture").status_code == 200
        listed = at(cast, "moment_file", row.pk, "picture")
        assert (listed in entered(cast, who).get(at(cast, "stories")).content.decode()) is there
        assert may(cast.actors[who], Verb.READ, row.facts()) is there
        return there

    maya.post(at(cast, "stories"), {"picture": drawing(), "text": "The soup.", "person": june.pk})
    row = Moment.everyones.get()
    row.share(cast.maya, row.version, Audience(Level.NETWORK))
    assert Moment.everyones.get().audience == Level.NETWORK
    assert readers() == ["maya", "rosa"]
    words = "This is about June."
    assert words in maya.get(at(cast, "stories")).content.decode()
    Moment.everyones.update(person=None)
    assert readers() == ["maya", "rosa", "kofi", "tanya"]
    Moment.everyones.update(person=kofi)  # he comes in, and was asked when it was opened
    assert readers() == ["maya", "rosa", "kofi", "tanya"]
    Person.everyones.filter(pk=kofi.pk).update(under_age=True)  # a child’s yes is not theirs
    assert readers() == ["maya", "rosa"]
    Moment.everyones.update(person=june)
    Person.everyones.filter(pk=june.pk).update(kind="pet")
    assert readers() == ["maya", "rosa", "kofi", "tanya"]
    assert words not in maya.get(at(cast, "stories")).content.decode()


@pytest.mark.parametrize("part", ["sound", "picture"])
def test_a_file_that_is_none_is_a_word_beside_the_field_and_keeps_the_rest(
    cast: Cast, folder: Any, part: str
) -> None:
    sent = {part: SimpleUploadedFile("x", b"#EXTM3U\n/etc/passwd"), "text": "June waved."}
    answer = entered(cast, "maya").post(at(cast, "stories"), sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'id="id_{part}_error"' in page
    assert "June waved." in page
    assert not Moment.everyones.exists()
    assert on_disk(folder) == []


def test_nothing_at_all_is_a_kind_word(cast: Cast) -> None:
    answer = entered(cast, "maya").post(at(cast, "stories"), {"text": " "})
    assert "Write one line first. Or say it, or show a picture." in answer.content.decode()


def tell(cast: Cast, story: Story, question: str = "happened", **sent: Any) -> Any:
    maya, where = entered(cast, "maya"), at(cast, "tell", story.pk, question)
    return maya.post(where, the_form(maya.get(where).content.decode(), has="version") | sent)


def test_a_story_is_told_aloud_and_shown_in_a_picture(cast: Cast) -> None:
    story = Story.begin(cast.maya)
    answer = tell(cast, story, sound=voice(), picture=drawing(), happened="She came.")
    assert answer.status_code == 302
    story.refresh_from_db()
    assert (story.happened, story.seconds, story.width) == ("She came.", 2, 960)
    assert tell(cast, story, "end", level="stewards").status_code == 302
    page = entered(cast, "rosa").get(at(cast, "story", story.pk)).content.decode()
    assert "Voice note, 2 seconds" in page
    assert hear(cast, story, "rosa").status_code == 200
    assert hear(cast, story, "rosa", "picture").status_code == 200


def test_a_story_that_is_only_told_aloud_can_be_told(cast: Cast) -> None:
    story = Story.begin(cast.maya, **aloud())
    assert tell(cast, story, "end", level="stewards").status_code == 302
    page = entered(cast, "maya").get(at(cast, "story", story.pk)).content.decode()
    assert "A voice note, 1 second" in page
    assert "Not everybody can hear it." in page


def test_what_is_saved_while_typing_takes_no_recording_away(cast: Cast) -> None:
    story = Story.begin(cast.maya, **aloud())
    answer = tell(cast, story, happened="She", no_sound="on", keep="1")
    assert answer.status_code == 204
    story.refresh_from_db()
    assert (story.happened, bool(story.sound)) == ("She", True)


def test_a_recording_that_is_replaced_or_taken_away_is_gone(
    cast: Cast, folder: Any, django_capture_on_commit_callbacks: Any
) -> None:
    story = told(cast, by="maya")
    tell(cast, story, sound=voice())
    first = on_disk(folder)
    with django_capture_on_commit_callbacks(execute=True):
        tell(cast, story, sound=voice())
    second = on_disk(folder)
    assert len(first) == len(second) == 1
    assert first != second
    with django_capture_on_commit_callbacks(execute=True):
        tell(cast, story, no_sound="on")
    story.refresh_from_db()
    assert (story.sound, story.seconds) == ("", 0)
    assert on_disk(folder) == []
    assert hear(cast, story).status_code == 404


def test_a_recording_is_kept_even_where_somebody_was_quicker(cast: Cast) -> None:
    story = told(cast, by="maya")
    where = at(cast, "tell", story.pk, "happened")
    stands = the_form(entered(cast, "maya").get(where).content.decode(), has="version")
    story.revise(cast.maya, story.version, happened="June brought bread.")
    answer = entered(cast, "maya").post(where, stands | {"happened": "Cake.", "sound": voice()})
    assert answer.status_code == 409
    story.refresh_from_db()
    assert (story.happened, story.seconds) == ("June brought bread.", 2)


def test_a_moment_told_fully_brings_its_voice_as_a_file_of_its_own(cast: Cast, folder: Any) -> None:
    moment = Moment.make(cast.maya, "told", **aloud())
    entered(cast, "maya").post(at(cast, "begin_story"), {"moment": moment.pk})
    story = Story.everyones.get()
    assert story.seconds == 1
    assert story.sound != moment.sound
    assert len(on_disk(folder)) == 2


def test_nobody_takes_along_the_voice_of_somebody_else(cast: Cast, folder: Any) -> None:
    moment = Moment.make(cast.kofi, "told", audience="stewards", **aloud())
    before = on_disk(folder)
    entered(cast, "rosa").post(at(cast, "begin_story"), {"moment": moment.pk})
    assert Story.everyones.get().sound == ""
    assert on_disk(folder) == before


def test_a_thought_is_spoken_or_drawn_and_nobody_else_hears_it(cast: Cast) -> None:
    maya, where = entered(cast, "maya"), at(cast, "reflect", "turned_up")
    assert maya.post(where, {"sound": voice(), "picture": drawing()}).status_code == 302
    row = Reflection.everyones.get()
    assert "A voice note, 2 seconds" in row.in_short()
    assert "Voice note, 2 seconds" in maya.get(at(cast, "reflections")).content.decode()
    for what in ("sound", "picture"):
        assert hear(cast, row, "maya", what).status_code == 200
        for who in ("rosa", "kofi", "tanya", "lena"):
            answer = hear(cast, row, who, what)
            assert answer.status_code == 404, who
            missing = entered(cast, who).get(at(cast, "reflection_file", "a" * 16, what))
            assert answer.content == missing.content
    maya.post(at(cast, "reflection", row.pk), {"version": 1, "no_sound": "on", "text": "Quince."})
    row.refresh_from_db()
    assert (row.sound, row.text, bool(row.picture)) == ("", "Quince.", True)


@pytest.mark.parametrize("answer", ["no", "hide"])
def test_whoever_says_no_is_heard_at_the_next_click(cast: Cast, answer: str) -> None:
    story = told(cast, **aloud())
    says(cast, story, "yes")
    assert hear(cast, story, "kofi").status_code == 200
    says(cast, story, answer)
    for who in ("kofi", "maya", "tanya"):
        assert hear(cast, story, who).status_code == 404, who
    assert hear(cast, story, "rosa").status_code == 200


def test_whoever_is_asked_by_a_link_hears_what_they_are_asked_about(cast: Cast) -> None:
    story = told(cast, happened="", **aloud())
    asked(cast, story)
    token = Consent.everyones.get().token
    where = reverse("consent_sound", args=[token])
    assert where in Client().get(reverse("consent_link", args=[token])).content.decode()
    answer = Client().get(where)
    assert content(answer) == SECOND
    assert alone(answer)
    assert Client().get(where, headers={"Range": "bytes=0-1"}).status_code == 206
    assert Client().get(reverse("consent_picture", args=[token])).status_code == 404
    story.bin(cast.rosa)
    assert Client().get(where).status_code == 404


def test_whoever_takes_part_hears_it_on_the_page_that_asks_them(cast: Cast) -> None:
    story = told(cast, by="maya", who="kofi", level="stewards", happened="", **aloud())
    one = asked(cast, story, "kofi")
    where = at(cast, "consent_file", one.pk, "sound")
    kofi = entered(cast, "kofi")
    assert where in kofi.get(at(cast, "consent", one.pk)).content.decode()
    assert content(kofi.get(where)) == SECOND
    for who in ("maya", "rosa", "tanya", "lena"):
        assert entered(cast, who).get(where).status_code == 404, who


def test_a_player_gets_the_piece_it_asks_for(cast: Cast) -> None:
    moment = Moment.make(cast.maya, "told", **aloud())
    size = len(SECOND)
    whole = hear(cast, moment)
    assert alone(whole)
    assert whole["Accept-Ranges"] == "bytes"
    for piece_of, first, last in (
        ("0-1", 0, 1),
        ("100-", 100, size - 1),
        ("9-99999999", 9, size - 1),
    ):
        piece = hear(cast, moment, Range=f"bytes={piece_of}")
        assert piece.status_code == 206
        assert piece.content == SECOND[first : last + 1]
        assert piece["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert piece["Content-Type"] == "audio/mpeg"
        assert alone(piece)
    assert hear(cast, moment, Range=f"bytes={size}-").status_code == 416
    assert content(hear(cast, moment, Range="bytes=-5,2-3,x")) == SECOND


def test_files_go_with_the_bin(
    cast: Cast, folder: Any, django_capture_on_commit_callbacks: Any
) -> None:
    moment = Moment.make(cast.maya, "told", **aloud())
    moment.bin(cast.maya)
    assert hear(cast, moment).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        the_bin.empty(timezone.now())
    assert on_disk(folder) == []


def test_what_was_for_oneself_alone_goes_with_its_files(
    cast: Cast, folder: Any, django_capture_on_commit_callbacks: Any
) -> None:
    Reflection.write(cast.kofi, text="Mine.", **aloud())
    Reflection.write(cast.maya, text="Hers.", **aloud())
    with django_capture_on_commit_callbacks(execute=True):
        forget_own(cast.account("kofi"))
    assert len(on_disk(folder)) == 1


def test_a_file_that_is_missing_looks_like_none(cast: Cast) -> None:
    moment = Moment.make(cast.maya, "told", **aloud())
    default_storage.delete(moment.sound)
    assert hear(cast, moment).status_code == 404
    assert hear(cast, moment, what="picture").status_code == 404
    assert hear(cast, moment, what="text").status_code == 404


def test_the_limit_of_a_recorder_is_the_setting(cast: Cast, settings: Any) -> None:
    settings.SOUND_MINUTES = 3
    assert 'most="180"' in entered(cast, "maya").get(at(cast, "stories")).content.decode()
