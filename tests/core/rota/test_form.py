"""A rota's file: out and in again is the same, and a slip is told."""

import json

import pytest
from hypothesis import given

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.rota import read_rota, share_out, write_rota
from tests.core.rota.some import problems


@given(problems())
def test_out_and_in_again_is_the_same(problem):
    takes = frozenset(share_out(problem).takes)
    assert read_rota(write_rota(problem, sorted(takes))) == (problem, takes)


def form(**changed):
    whole = {
        "closeknit_rota": 1,
        "turns": [{"key": "t", "day": "2026-12-03"}],
        "helpers": [{"key": "rosa", "name": "Rosa"}],
    }
    return json.dumps(whole | changed)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "This is not JSON."),
        ("[" * 100_000, "This is not JSON."),
        ("[]", "This is not a rota"),
        ('{"closeknit": 1}', "This is not a rota"),
        (form(closeknit_rota=2), "Only version 1"),
        (form(turns={}), "turns must be a list."),
        (form(turns=[3]), "Turn 1 must be an object."),
        (form(turns=[{"day": "2026-12-03"}]), "Turn 1: key must be a text."),
        (form(turns=[{"key": "t", "day": "soon"}]), "Turn 1: 'soon' is no day"),
        (form(turns=[{"key": "t", "day": "2026-12-03", "need": "two"}]), "need must be a whole"),
        (form(turns=[{"key": "t", "day": "2026-12-03", "need": 0}]), "needs nobody"),
        (form(helpers=["rosa"]), "Helper 1 must be an object."),
        (form(helpers=[{"key": "rosa", "likes": "thursday"}]), "likes must be a list of words."),
        (form(helpers=[{"key": "rosa", "weekly": True}]), "weekly must be a whole number"),
        (form(helpers=[{"key": "rosa", "free": ["thu"]}]), "'thu' means no turn"),
        (form(rules={"kind": True}), "There is no rule 'kind'"),
        (form(rules={"one_a_day": "no"}), "rules must be an object"),
        (form(fixed=[["t"]]), "fixed must be a list of pairs"),
        (form(fixed=[["t", "ada"]]), "There is no helper 'ada'."),
        (form(takes=[["x", "rosa"]]), "takes: There is no turn 'x'."),
    ],
)
def test_a_slip_is_told(text, says):
    with pytest.raises(NotUnderstood, match=says):
        read_rota(text)


def test_whoever_has_no_name_is_called_by_their_key():
    problem, _ = read_rota(form(helpers=[{"key": "rosa", "free": []}]))
    assert problem.helpers[0].name == "rosa"
    assert problem.helpers[0].free == frozenset()
