"""Archives made to hurt, cut short, or of somebody else: one sentence each, quickly."""

import io
import json
import os
import stat
import struct
import time
import tracemalloc
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from closeknit.exchange.archive import MOST_TEXT, Archive, NotAnArchive
from closeknit.exchange.models import Parcel
from closeknit.exchange.parcel_words import NOT_AN_ARCHIVE
from closeknit.exchange.pictures import only_pixels
from closeknit.exchange.unpacking import unpack
from closeknit.networks.models import Network

from .archives import changed, contents, furnish, packed, pixels, take

pytestmark = pytest.mark.django_db
MOST_SECONDS, MOST_MEMORY = 2, 300 * 1024 * 1024


@pytest.fixture
def good(cast, maya, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    furnish(cast)
    return take(maya, cast.network)


def entry(name, content=b"x", mode=stat.S_IFREG | 0o600):
    """An archive with one odd entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        archive.writestr(info, content)
        archive.writestr("network.json", "{}")
    return out.getvalue()


def told(**more):
    head = {"format": "closeknit network", "version": 1, "whole": True, "parts": {}}
    return packed({"network.json": json.dumps(head | more).encode()})


def bomb():
    """Ten files that say they are forty megabytes each, and pack to nothing."""
    return packed({f"pictures/{'a' * 15}{n}.webp": b"\0" * 41 * 1024 * 1024 for n in "234567abcd"})


def many():
    """A table of contents of seventy thousand files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(70_000):
            archive.writestr(f"{number}", b"")
    return out.getvalue()


def lying():
    """Says that network.json is small; it is not."""
    data = bytearray(packed({"network.json": b"[" + b"1," * 20_000_000 + b"1]"}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 1000)
    return bytes(data)


def locked():
    data = bytearray(packed({"network.json": b"{}"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def twice():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("network.json", "{}")
        archive.writestr("network.jsom", "[]")
    return out.getvalue().replace(b"network.jsom", b"network.json")


def otherwise_packed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("network.json", "{}")
    return out.getvalue()


HOSTILE = {
    "nothing": (lambda: b"", "no_zip"),
    "noise": (lambda: os.urandom(100_000), "no_zip"),
    "a text": (lambda: b"Dear Maya, " * 1000, "no_zip"),
    "only the end of a zip": (lambda: b"PK\x05\x06" + b"\0" * 18, "none_of_ours"),
    "another archive": (lambda: packed({"holiday.jpg": b"x"}), "none_of_ours"),
    "a bomb": (bomb, "too_much"),
    "seventy thousand files": (many, "too_much"),
    "a lie about its size": (lying, "broken"),
    "names that climb": (lambda: entry("../../../etc/cron.d/x"), "leads_out"),
    "names from the root": (lambda: entry("/etc/passwd"), "leads_out"),
    "names of another system": (lambda: entry("C:\\Windows\\x"), "leads_out"),
    "a link": (lambda: entry("pictures/a", b"/etc/passwd", stat.S_IFLNK | 0o777), "links"),
    "a device": (lambda: entry("pictures/a", b"", stat.S_IFBLK | 0o600), "links"),
    "a password": (locked, "locked"),
    "another packing": (otherwise_packed, "packed"),
    "the same name twice": (twice, "twice"),
    "no JSON": (lambda: packed({"network.json": b"{'a'"}), "no_json"),
    "letters that are none": (lambda: packed({"network.json": b'"\xff\xfe"'}), "no_json"),
    "no number": (lambda: packed({"network.json": b'{"version": NaN}'}), "no_json"),
    "a huge number": (lambda: packed({"network.json": b"9" * 100_000}), "no_json"),
    "deep lists": (lambda: packed({"network.json": b"[" * 200_000}), "deep"),
    "deep objects": (lambda: packed({"network.json": b'{"a":' * 200_000}), "deep"),
    "huge JSON": (lambda: packed({"network.json": b" " * (MOST_TEXT + 1)}), "too_much"),
    "many little things": (lambda: packed({"network.json": b"[" + b"{}," * 5_000_000}), "too_much"),
    "a list": (lambda: packed({"network.json": b"[]"}), "none_of_ours"),
    "something else's JSON": (lambda: packed({"network.json": b'{"a": 1}'}), "none_of_ours"),
    "a newer one": (lambda: told(version=2, network={"later": 1}), "newer"),
    "a version that is none": (lambda: told(version="1"), "none_of_ours"),
    "what is one's own": (lambda: told(whole=False), "not_whole"),
    "no network in it": (lambda: told(taken_out="2026-01-01T10:00:00Z", network=[]), "no_network"),
    "no date": (lambda: told(taken_out="yesterday", network={}), "none_of_ours"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_gets_one_sentence(name, maya):
    make, reason = HOSTILE[name]
    archive = make()
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(NotAnArchive) as refused:
        unpack(Archive(io.BytesIO(archive)))
    took, (_now, most) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.reason == reason
    assert took < MOST_SECONDS
    assert most < MOST_MEMORY


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_leaves_nothing_behind(name, maya):
    make, reason = HOSTILE[name]
    answer = maya.post("/bring-back/", {"file": SimpleUploadedFile("a.zip", make())})
    assert answer.status_code == 422
    assert escape(str(NOT_AN_ARCHIVE[reason])) in answer.content.decode()
    assert not Parcel.objects.exists()


def test_an_archive_that_is_cut_short_is_refused_wherever_it_ends(good):
    for part in range(1, 20):
        with pytest.raises(NotAnArchive):
            unpack(Archive(io.BytesIO(good[: len(good) * part // 20])))


def test_a_damaged_byte_is_noticed(good):
    at = good.index(b"network.json") + 200
    damaged = good[:at] + bytes([good[at] ^ 0xFF]) + good[at + 1 :]
    with pytest.raises(NotAnArchive):
        unpack(Archive(io.BytesIO(damaged)))


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=30)
    | st.sampled_from(["\0", "\ud800", "w1", "a" * 16, "9999-12-31T23:59:59Z", "x" * 5000]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_whatever_stands_in_it_the_pages_work(good, maya, data):
    """Any value of any field replaced by anything: the rest comes back, and nothing falls over."""

    def spoil(said):
        part = data.draw(st.sampled_from([*said["parts"], "network", "record", "writers"]))
        if part in said["parts"] and said["parts"][part]:
            row = data.draw(st.sampled_from(said["parts"][part]))
            row[data.draw(st.sampled_from(sorted(row)))] = data.draw(ODD)
        elif part == "network":
            said[part][data.draw(st.sampled_from(sorted(said[part])))] = data.draw(ODD)
        else:
            said[part] = data.draw(ODD)

    archive = SimpleUploadedFile("a.zip", changed(good, spoil))
    looked = maya.post("/bring-back/", {"file": archive})
    assert looked.status_code in (302, 422)
    if looked.status_code == 302:
        assert maya.get(looked.url).status_code == 200
        came = maya.post(looked.url, {"who": "w1"})
        assert came.status_code in (302, 422)
        if came.status_code == 302 and came.url.startswith("/n/"):
            for page in ("map/", "people/", "gaps/", "wishes/", "people/sentences/"):
                assert maya.get(came.url.replace("map/", page)).status_code == 200
            assert take(maya, Network.everyones.get(pk=came.url.split("/")[2]))


def test_the_same_thing_said_twice_brings_nothing(good, maya):
    def say_twice(said):
        again = dict(said["parts"]["links"][0], key="b" * 16)
        said["parts"]["links"].append(again)

    archive = SimpleUploadedFile("a.zip", changed(good, say_twice))
    looked = maya.post("/bring-back/", {"file": archive})
    answer = maya.post(looked.url, {"who": "w1"}, follow=True)
    assert "says the same thing twice" in answer.content.decode()
    assert Network.everyones.count() == 2


def test_only_pixels_come_in():
    assert only_pixels(pixels())
    with_words, png = io.BytesIO(), io.BytesIO()
    picture = Image.new("RGB", (40, 40))
    picture.save(with_words, "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
    picture.save(png, "PNG")
    large = io.BytesIO()
    Image.new("RGB", (2049, 10)).save(large, "WEBP")
    for data in (with_words, png, large):
        assert not only_pixels(data.getvalue())
    assert not only_pixels(pixels() + b"more")
    assert not only_pixels(pixels()[:-4])
    assert not only_pixels(b"RIFF")
    assert not only_pixels(b"")


def test_a_picture_with_a_cameras_words_stays_behind(good, maya):
    files = {n: zipfile.ZipFile(io.BytesIO(good)).read(n) for n in contents_of(good)}
    whole = unpack(Archive(io.BytesIO(good)))
    name = whole.rows["portraits"][0].values["file"]
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, "WEBP", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0")
    found = unpack(Archive(io.BytesIO(packed(files | {name: out.getvalue()}))))
    assert [problem.reason for problem in found.problems] == ["picture"]
    assert len(found.rows["portraits"]) == 1


@pytest.mark.parametrize("more", [b"ID3\x03\0\0\0\0\0\0", b"TAG our front door", b"\xff"])
def test_a_recording_with_anything_else_in_it_stays_behind(good, maya, more):
    files = {n: zipfile.ZipFile(io.BytesIO(good)).read(n) for n in contents_of(good)}
    (name,) = [name for name in files if name.startswith("sounds/")]
    found = unpack(Archive(io.BytesIO(packed(files | {name: files[name] + more}))))
    assert [problem.reason for problem in found.problems if problem.part == "stories"] == ["sound"]
    assert not found.rows["stories"]


@pytest.mark.parametrize("name", ["pictures/{}.webp", "../sounds/{}.mp3", "network.json", 7, None])
def test_a_story_cannot_name_another_file_as_its_voice(good, maya, name):
    def change(data):
        key = data["parts"]["portraits"][0]["key"]
        data["parts"]["stories"][0]["sound"] = name.format(key) if isinstance(name, str) else name

    found = unpack(Archive(io.BytesIO(changed(good, change))))
    assert [problem.reason for problem in found.problems if problem.part == "stories"] == ["sound"]


def contents_of(archive):
    assert contents(archive)
    return zipfile.ZipFile(io.BytesIO(archive)).namelist()
