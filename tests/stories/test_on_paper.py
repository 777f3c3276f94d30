"""A book as a PDF for whoever has it read aloud: its name, its language, its order, its words."""

from __future__ import annotations

import pytest
from django.utils import translation

from closeknit.stories.printing import pdf
from tests.cast import place

from .paper import Tag, read
from .scene import told
from .test_keepsakes import book, bound, folder, picture  # noqa: F401  # its folder holds here too

pytestmark = pytest.mark.django_db
KNOWN = {"Document", "Title", "P", "H1", "H2", "TOC", "TOCI", "Reference", "Link", "Figure"}
IN_LINES = {"L", "LI", "Lbl", "LBody", "Strong"}


def the_book(cast):
    """A story in parts, a picture with what stood behind it, and a map."""
    place(cast, "rosa", circle=1)
    story = told(
        cast, by="maya", happened="June came.\nShe had soup.", on="2020", mattered="The knock."
    )
    shown = picture(
        cast, caption="The blue pot", alt="A pot on a table", behind="Sam drove.", on="2021"
    )
    return book(cast, story, shown, "map:2024-01-01", dedication="For June.")


def every(tags: list[Tag]):
    for tag in tags:
        yield tag
        yield from every(tag.inside)


def test_it_says_what_it_is_called_and_in_which_language(cast):
    for language, written in (("en", b"en"), ("fr", b"fr"), ("fr-x-easy", b"fr")):
        with translation.override(language):
            paper = read(pdf(bound(cast, the_book(cast))))
        assert b"/Lang(" + written + b")" in paper.catalogue
        assert b"/DisplayDocTitle true" in paper.catalogue
        assert b"/Marked true" in paper.catalogue
        assert b">The years<" in paper.metadata
        assert b"<pdfuaid:part>1</pdfuaid:part>" in paper.metadata


def test_it_is_read_in_the_order_of_the_book_each_piece_as_what_it_is(cast):
    paper = read(pdf(bound(cast, the_book(cast))))
    cover, contents = ["Title", "P", "P"], ["H1", "TOC"]
    story = ["H1", "P", "P", "H2", "P"]
    shown = ["H1", "Figure", "P", "P"]
    drawn = ["H1", "P", "Figure", "L"]
    assert paper.order() == [*cover, *contents, *story, *shown, *drawn]
    assert {tag.kind for tag in every(paper.tags)} <= KNOWN | IN_LINES


def test_every_picture_and_map_has_its_words(cast):
    paper = read(pdf(bound(cast, the_book(cast))))
    figures = [tag.alt for tag in every(paper.tags) if tag.kind == "Figure"]
    assert figures[0] == "A pot on a table"
    assert figures[1].startswith("The map on 1 January 2024.")
    assert len(figures) == 2


def test_its_bookmarks_and_contents_are_its_stories_pictures_and_maps(cast):
    paper = read(pdf(bound(cast, the_book(cast))))
    assert paper.bookmarks == ["June came.", "The blue pot", "The map on 1 January 2024"]
    (contents,) = [tag for tag in paper.tags if tag.kind == "TOC"]
    assert [one.kind for one in contents.inside] == ["TOCI"] * 3
    assert [one.kind for one in every(contents.inside)].count("Link") == 3
