"""The picture as SVG text: self-contained for a file, or with classes for a page."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from xml.etree import ElementTree as ET

from closeknit.core.drawing.marks import MARKS
from closeknit.core.drawing.paint import FONT, PAINT
from closeknit.core.layout import WORDS, Box, EmptyChair, Label, Picture, Place, Sizes, layout
from closeknit.core.layout.lettering import letters
from closeknit.core.network import Kind, Network, Pay, Person

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def initials(name: str) -> str:
    """One or two letters for a face that has no picture.

    >>> initials("Tío Ben"), initials("李小龙"), initials("")
    ('TB', '李', '')
    """
    words = [word for word in name.split() if word]
    ends = words[:1] + words[-1:] if len(words) > 1 else words
    found = [letters(word)[0].upper() for word in ends]
    wide = any(unicodedata.east_asian_width(letter[0]) in "WF" for letter in found)
    return "".join(found[:1] if wide else found)


@dataclass(frozen=True)
class _Sheet:
    """What every part of a drawing needs to know."""

    network: Network
    picture: Picture
    faces: Mapping[str, str]
    links: Mapping[str, str]
    words: Mapping[str, str]
    focus: str | None
    standalone: bool
    ident: str

    @property
    def sizes(self) -> Sizes:
        return self.picture.sizes

    def part(self, into: ET.Element, tag: str, classes: str, **more: object) -> ET.Element:
        """One SVG element with its classes, or with what they stand for when standing alone."""
        given = {key.rstrip("_").replace("_", "-"): _text(value) for key, value in more.items()}
        if self.standalone:
            for name in classes.split():
                given.update(PAINT.get(name, {}))
        elif classes:
            given["class"] = classes
        return ET.SubElement(into, tag, given)

    def faint(self, key: str) -> str:
        """The class of somebody who steps back while another is looked at."""
        if self.focus is None or key == self.focus or key in self.network.knows(self.focus):
            return ""
        return " faint"


def _text(value: object) -> str:
    if isinstance(value, float):
        return (
            f"{value:.1f}".removesuffix(".0").replace("-0", "0")
            if abs(value) < 0.05
            else (f"{value:.1f}".removesuffix(".0"))
        )
    return _NOT_XML.sub("", str(value))


def _rect(sheet: _Sheet, into: ET.Element, classes: str, box: Box, round_: float) -> None:
    sheet.part(
        into,
        "rect",
        classes,
        x=box.left,
        y=box.top,
        width=box.width,
        height=box.height,
        rx=round_,
    )


def _lines(
    sheet: _Sheet, into: ET.Element, classes: str, lines: Sequence[str], at: Box, size: float
) -> float:
    """Lines of text, centred, from the top of a box down; answers where the next would begin."""
    y = at.top
    for line in lines:
        text = sheet.part(
            into,
            "text",
            classes,
            x=at.middle[0],
            y=y + size * 0.95,
            font_size=size,
            text_anchor="middle",
        )
        text.text = _text(line)
        y += size * sheet.sizes.line
    return y


def _label(sheet: _Sheet, into: ET.Element, label: Label, classes: tuple[str, str, str]) -> None:
    """A plate with its words; `classes` are of the plate, the name and the second line."""
    if not (label.name or label.second):
        return
    _rect(sheet, into, classes[0], label.box, 9)
    inside = label.box.moved(0, sheet.sizes.pad[1])
    y = _lines(sheet, into, classes[1], label.name, inside, sheet.sizes.name)
    second = inside._replace(top=y)
    _lines(sheet, into, classes[2], label.second, second, sheet.sizes.second)


def _shape(sheet: _Sheet, into: ET.Element, place: Place, classes: str, square: bool) -> None:
    if square:
        _rect(sheet, into, classes, place.face_box, place.face * 0.36)
    else:
        sheet.part(into, "circle", classes, cx=place.x, cy=place.y, r=place.face)


def _mark(sheet: _Sheet, into: ET.Element, kind: Kind, at: tuple[float, float], r: float) -> None:
    """A mark for what is not a living person, `r` half its width."""
    scale = r / 12
    move = f"translate({_text(at[0] - r)} {_text(at[1] - r)}) scale({scale:.3f})"
    sheet.part(into, "path", "mark", d=MARKS[kind], transform=move)


def _inside(sheet: _Sheet, into: ET.Element, place: Place, name: str, kind: Kind) -> None:
    """What is in a face: a picture, else a mark, else initials."""
    square = _squared(sheet, place.key)
    if href := sheet.faces.get(place.key):
        box = place.face_box.grown(-1)
        sheet.part(
            into,
            "image",
            "portrait",
            href=href,
            x=box.left,
            y=box.top,
            width=box.width,
            height=box.height,
            preserveAspectRatio="xMidYMid slice",
            clip_path=f"url(#{sheet.ident}-{'square' if square else 'round'})",
        )
    elif kind in MARKS:
        _mark(sheet, into, kind, (place.x, place.y), place.face * 0.55)
        return
    else:
        size = place.face * 0.72
        at = place.face_box._replace(top=place.y - size * 0.6)
        _lines(sheet, into, "initials", [initials(name)], at, size)
    if kind in MARKS:
        x, y = place.x + place.face * 0.72, place.y + place.face * 0.72
        sheet.part(into, "circle", "badge", cx=x, cy=y, r=place.face * 0.4)
        _mark(sheet, into, kind, (x, y), place.face * 0.28)


def _squared(sheet: _Sheet, key: str) -> bool:
    return bool(key) and sheet.network.person(key).is_paid


def _holder(sheet: _Sheet, into: ET.Element, key: str, classes: str, sentence: str) -> ET.Element:
    """The link that a person or chair is on a page, or a group that is read as one thing."""
    more: dict[str, object] = {"aria_label": sentence}
    if not sheet.standalone:
        more["data_key"] = key
    if href := sheet.links.get(key):
        return sheet.part(into, "a", classes, href=href, **more)
    return sheet.part(into, "g", classes, role="img", **more)


def say(network: Network, person: Person, words: Mapping[str, str] = WORDS) -> str:
    """One person of the map in a sentence: who, what they are, which circle, paid, whom they know.

    >>> june = Person("j", "June", known_as="neighbour", circle=2, paid=Pay.UNPAID)
    >>> say(Network("Maya", (june,)), june)
    'June, neighbour, Friends, unpaid'
    """
    known = sorted(network.person(key).name for key in network.knows(person.key))
    parts = [
        person.name,
        person.known_as,
        words.get(f"kind.{person.kind}", ""),
        words[f"circle.{int(person.circle)}"] if person.circle else words["waiting"],
        words[f"paid.{person.paid}"] if person.paid else "",
        words["knows"].format(names=words["comma"].join(known)) if known else "",
    ]
    return words["comma"].join(part for part in parts if part)


def _person(sheet: _Sheet, into: ET.Element, place: Place) -> None:
    person = sheet.network.person(place.key)
    pay = str(person.paid or Pay.UNPAID).replace("_", "-")
    chosen = " chosen" if person.key == sheet.focus else ""
    classes = f"person {pay} kind-{person.kind}{chosen}{sheet.faint(person.key)}"
    holder = _holder(sheet, into, person.key, classes, say(sheet.network, person, sheet.words))
    died = person.kind is Kind.DIED
    if died:
        sheet.part(holder, "circle", "halo", cx=place.x, cy=place.y, r=place.face + 3.5)
    face = "paid-face" if person.is_paid else "died-face" if died else "face"
    _shape(sheet, holder, place, face, person.is_paid)
    _inside(sheet, holder, place, person.name, person.kind)
    _label(sheet, holder, place.label, ("plate", "name", "second"))


def _chair(sheet: _Sheet, into: ET.Element, place: Place) -> None:
    words = " ".join((*place.label.name, *place.label.second))
    sentence = sheet.words["chair"].format(words=words)
    holder = _holder(sheet, into, place.key, f"chair{' faint' if sheet.focus else ''}", sentence)
    _shape(sheet, holder, place, "chair-face", False)
    x, y, arm = place.x, place.y, place.face * 0.3
    plus = f"M{_text(x - arm)} {_text(y)}H{_text(x + arm)}M{_text(x)} {_text(y - arm)}V"
    sheet.part(holder, "path", "plus", d=plus + _text(y + arm))
    _label(sheet, holder, place.label, ("plate", "chair-words", "chair-words"))


def _me(sheet: _Sheet, into: ET.Element) -> None:
    """The person in the middle."""
    place = sheet.picture.focus
    holder = _holder(sheet, into, "", "me", sheet.network.name)
    _shape(sheet, holder, place, "face", False)
    _inside(sheet, holder, place, sheet.network.name, Kind.PERSON)
    _label(sheet, holder, place.label, ("me-plate", "me-name", "me-name"))


def _rings(sheet: _Sheet, into: ET.Element) -> None:
    group = sheet.part(into, "g", "rings", aria_hidden="true")
    for ring in reversed(sheet.picture.rings):
        sheet.part(group, "circle", f"ring ring-{ring.circle}", cx=0, cy=0, r=ring.radius)


def _threads(sheet: _Sheet, into: ET.Element) -> None:
    group = sheet.part(into, "g", "threads", aria_hidden="true")
    for thread in sheet.picture.threads:
        points = [_text(value) for p in (thread.start, thread.over, thread.end) for value in p]
        path = "M{} {}Q{} {} {} {}".format(*points)
        stress = ""
        if sheet.focus is not None:
            stress = " strong" if sheet.focus in (thread.a, thread.b) else " faint"
        more = {} if sheet.standalone else {"data_a": thread.a, "data_b": thread.b}
        sheet.part(group, "path", f"thread{stress}", d=path, **more)


def _ring_names(sheet: _Sheet, into: ET.Element) -> None:
    group = sheet.part(into, "g", "ring-names", aria_hidden="true")
    for ring in sheet.picture.rings:
        if ring.name.name:
            size, box = sheet.sizes.ring_name, ring.name.box
            _rect(sheet, group, "ring-plate", box, box.height / 2)
            at = box._replace(top=box.middle[1] - size * 0.62)
            _lines(sheet, group, "ring-name", ring.name.name, at, size)


def _tray(sheet: _Sheet, into: ET.Element) -> None:
    """Those who wait for a circle."""
    if sheet.picture.tray is None:
        return
    group = sheet.part(into, "g", "tray", role="group", aria_label=sheet.words["waiting"])
    box = sheet.picture.tray
    _rect(sheet, group, "tray-box", box, 16)
    size = sheet.sizes.ring_name
    _lines(sheet, group, "tray-name", [sheet.words["waiting"]], box.moved(0, 10), size)
    for place in sheet.picture.waiting:
        _person(sheet, group, place)


def _everybody(sheet: _Sheet, into: ET.Element) -> None:
    """Ring by ring, so that the order of reading is the order of closeness."""
    for circle, places in groupby(sheet.picture.places, key=lambda place: place.circle):
        name = sheet.words[f"circle.{circle}"]
        group = sheet.part(into, "g", f"people circle-{circle}", role="group", aria_label=name)
        for place in places:
            if place.empty:
                _chair(sheet, group, place)
            else:
                _person(sheet, group, place)


def _clips(sheet: _Sheet, into: ET.Element) -> None:
    """The outlines that portraits are cut to."""
    if not sheet.faces:
        return
    defs = ET.SubElement(into, "defs")
    units = {"clipPathUnits": "objectBoundingBox"}
    round_ = ET.SubElement(defs, "clipPath", {"id": f"{sheet.ident}-round", **units})
    ET.SubElement(round_, "circle", {"cx": ".5", "cy": ".5", "r": ".5"})
    square = ET.SubElement(defs, "clipPath", {"id": f"{sheet.ident}-square", **units})
    ET.SubElement(square, "rect", {"width": "1", "height": "1", "rx": ".17"})


def _root(sheet: _Sheet) -> ET.Element:
    box = sheet.picture.box
    title = _text(sheet.words["title"].format(name=sheet.network.name))
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": " ".join(_text(v) for v in (box.left, box.top, box.width, box.height)),
            "width": _text(round(box.width)),
            "height": _text(round(box.height)),
            "role": "group",
        },
    )
    if not sheet.standalone:
        root.set("class", "map" + (" has-focus" if sheet.focus else ""))
        root.set("aria-label", title)
        return root
    root.set("font-family", FONT)
    root.set("aria-labelledby", f"{sheet.ident}-title {sheet.ident}-desc")
    ET.SubElement(root, "title", {"id": f"{sheet.ident}-title"}).text = title
    ET.SubElement(root, "desc", {"id": f"{sheet.ident}-desc"}).text = _text(_description(sheet))
    _rect(sheet, root, "sheet", box, 0)
    return root


def _description(sheet: _Sheet) -> str:
    """Everybody in sentences, in reading order."""
    places = (*sheet.picture.places, *sheet.picture.waiting)
    people = [sheet.network.person(place.key) for place in places if not place.empty]
    return " ".join(say(sheet.network, person, sheet.words) + "." for person in people)


def draw(
    network: Network,
    *,
    picture: Picture | None = None,
    faces: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    chairs: Sequence[EmptyChair] = (),
    focus: str | None = None,
    standalone: bool = True,
    ident: str = "map",
) -> str:
    """The network's map as SVG text.

    `faces` and `links` give an address for a key ("" is the focus person's, "chair:" begins a
    chair's); `words` replace
    any of `layout.WORDS`; `focus` is the key of somebody whose threads stand out. Standing alone
    the SVG carries its colours; for a page it carries classes and `data-key` only. Everything
    that people wrote is escaped. `ident` begins the ids inside, where a page has several maps.

    >>> draw(Network("Maya", (Person("r", "Rosa & co", circle=1),))).count("Rosa &amp; co")
    3

    Raises:
        LookupError: `focus` or the picture names somebody who is not in the network.
    """
    said = {**WORDS, **(words or {})}
    if picture is None:
        picture = layout(network, chairs=chairs, words=said)
    if focus is not None:
        network.person(focus)
    sheet = _Sheet(network, picture, faces or {}, links or {}, said, focus, standalone, ident)
    root = _root(sheet)
    _clips(sheet, root)
    for part in (_rings, _threads, _ring_names, _me, _everybody, _tray):
        part(sheet, root)
    return ET.tostring(root, encoding="unicode")
