"""Every component in every state, as the pattern page shows it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client

from closeknit.design import examples, faces
from closeknit.design.icons import icons
from closeknit.networks import sentences, shell

DESIGN = Path(faces.__file__).parent
TEMPLATES = sorted((DESIGN.parent).rglob("templates/**/*.html"))


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return {example.name: example.html() for example in examples.examples()}


@pytest.mark.parametrize("name", [example.name for example in examples.examples()])
def test_no_example_carries_style_or_script(drawn: dict[str, str], name: str) -> None:
    assert drawn[name].strip()
    assert not re.search(r"\sstyle=|<style|<script|\son\w+=|javascript:", drawn[name])


@pytest.mark.parametrize("name", [example.name for example in examples.examples()])
def test_every_box_in_an_example_has_a_label(drawn: dict[str, str], name: str) -> None:
    named = set(re.findall(r'<label[^>]* for="([^"]+)"', drawn[name]))
    for box in re.findall(r"<(?:input|select|textarea)\b[^>]*>", drawn[name]):
        if 'type="hidden"' not in box:
            found = re.search(r' id="([^"]+)"', box)
            assert found, box
            assert found[1] in named, box


def test_what_is_wrong_is_told_beside_its_field_and_on_top(drawn: dict[str, str]) -> None:
    page = drawn["wrong"]
    assert 'href="#wrong_email"' in page
    assert 'aria-invalid="true"' in page
    told = re.search(r'<input[^>]*name="email"[^>]*aria-describedby="([^"]+)"', page)
    assert told
    assert all(f'id="{name}"' in page for name in told[1].split())


def test_help_is_tied_to_its_field(drawn: dict[str, str]) -> None:
    told = re.search(r'<input[^>]*name="name"[^>]*aria-describedby="([^"]+)"', drawn["fields"])
    assert told
    assert f'id="{told[1]}"' in drawn["fields"]


class Versions(forms.Form):
    """Forms that stand side by side on one page carry what nobody sees."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    shown = forms.MultipleChoiceField(widget=forms.MultipleHiddenInput, choices=[("one", "One")])


def test_what_nobody_sees_has_no_id() -> None:
    page = Versions(initial={"version": 3, "shown": ["one", "two"]}).as_div()
    hidden = re.findall(r"<input[^>]*>", page)
    assert hidden == [
        '<input type="hidden" name="version" value="3">',
        '<input type="hidden" name="shown" value="one">',
        '<input type="hidden" name="shown" value="two">',
    ]


def test_what_is_wrong_with_what_nobody_sees_leads_nowhere() -> None:
    told = render_to_string("parts/problems.html", {"form": Versions({"version": "soup"})})
    assert "Enter a whole number." in told
    assert "<a " not in told


def test_ids_on_the_pattern_page_are_used_once() -> None:
    page = Client().get("/patterns/").content.decode()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert page.count("<h1") == 1


@pytest.mark.parametrize(("asked", "given"), [("dark", "dark"), ("light", "light"), ("pink", "")])
def test_the_pattern_page_can_be_asked_for_one_look(asked: str, given: str) -> None:
    page = Client().get("/patterns/", {"theme": asked}).content.decode()
    assert (f'data-theme="{given}"' in page) is bool(given)


ASKED_IN_TEMPLATES = re.compile(r'{% icon "([^"]+)"|icon="([^"]+)"')


def test_every_icon_a_template_names_is_in_the_sprite() -> None:
    asked = {
        one or other
        for template in TEMPLATES
        for one, other in ASKED_IN_TEMPLATES.findall(template.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked <= set(icons())


def test_every_icon_of_a_finding_or_a_room_is_in_the_sprite() -> None:
    found = set(sentences.ICONS.values()) | {room[3] for room in shell.ROOMS}
    assert found <= set(icons())


def test_the_rooms_of_the_sidebar_are_links_and_the_one_we_are_in_says_so() -> None:
    page = Client().get("/patterns/").content.decode()
    assert re.search(r'<a href="#map" aria-current="page">', page)
    assert page.count('aria-current="page"') >= 2
