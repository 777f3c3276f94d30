"""What others made and we keep: unchanged, named, licensed, and light."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from pathlib import Path

from django.contrib.staticfiles import finders

from closeknit.design import faces

STATIC = Path(faces.__file__).parent / "static/closeknit"
KEPT = json.loads((STATIC / "vendor/vendor.json").read_text())
TEMPLATES = Path(faces.__file__).parent / "templates"
FIRST_VISIT = 150_000
ONE_FACE = 7_000


def checksum(name: str) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()


def test_nothing_we_keep_was_changed() -> None:
    sums = dict(KEPT["drawn"])
    for package in KEPT["packages"]:
        assert package["version"]
        assert package["licence"]
        sums.update(package["files"])
    assert {name: checksum(name) for name in sums} == sums


def test_every_kept_file_is_told() -> None:
    told = {name for package in KEPT["packages"] for name in package["files"]} | set(KEPT["drawn"])
    here = {
        str(path.relative_to(STATIC))
        for folder in ("vendor", "fonts", "faces")
        for path in (STATIC / folder).iterdir()
        if path.name != "vendor.json"
    }
    assert here <= told


def test_every_drawing_has_a_file_and_short_words() -> None:
    files = {path.stem for path in (STATIC / "faces").glob("*.svg")}
    assert files == faces.names() == {drawing.name for drawing in faces.drawings()}
    assert all(0 < len(drawing.words) <= 60 for drawing in faces.drawings())


def test_a_drawing_says_nothing_but_shapes_and_is_light() -> None:
    for path in (STATIC / "faces").glob("*.svg"):
        text = path.read_text()
        assert not re.search(r"<script|<style|href|style=|url\(", text), path.name
        assert len(gzip.compress(path.read_bytes())) <= ONE_FACE, path.name


def test_a_name_nobody_drew_has_no_address() -> None:
    assert faces.face_url("../../secret") == ""
    assert faces.face_url("june").endswith("faces/june.svg")


def test_people_choose_among_faces_and_a_pet_among_pets() -> None:
    assert {drawing.group for drawing in faces.drawings_for("person")} == {"face"}
    assert {drawing.group for drawing in faces.drawings_for("pet")} == {"pet"}
    assert "memory-flower" in {drawing.name for drawing in faces.drawings_for("died")}


def test_a_first_visit_is_light() -> None:
    page = (TEMPLATES / "base.html").read_text() + (TEMPLATES / "parts/styles.html").read_text()
    asked = set(re.findall(r"static 'closeknit/([^']+)'", page))
    asked |= {"icons.svg", "fonts/fraunces.woff2"}
    asked |= {f"elements/{path.name}" for path in (STATIC / "elements").glob("*.js")}
    assert all(finders.find(f"closeknit/{name}") for name in asked)
    weights = {name: weight(STATIC / name) for name in asked}
    assert sum(weights.values()) <= FIRST_VISIT, weights


def weight(path: Path) -> int:
    """Bytes on the line: fonts are packed already, the rest is zipped."""
    data = path.read_bytes()
    return len(data) if path.suffix == ".woff2" else len(gzip.compress(data))
