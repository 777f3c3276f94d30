"""The three-file form of research tools reads into a study."""

import pytest

from closeknit.core.formats.egor import read_egor
from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.measures import measure
from closeknit.core.network import Pay

EGOS = "egoID;age\n1;33,5\n2;40,1\n"
ALTERS = "egoID;alterID;sex\n1;1;w\n1;2;m\n1;3;m\n2;1;w\n"
AATIES = "egoID;Source;Target;weight\n1;1;2;0,66\n1;2;1;0,66\n1;2;3;0\n"


def test_two_egos_become_two_networks():
    study = read_egor(EGOS, ALTERS, AATIES)
    assert [*study.networks] == ["1", "2"]
    assert measure(study.networks["1"]).size == 3
    assert measure(study.networks["2"]).size == 1


def test_a_tie_said_from_both_sides_is_one_link_and_weight_nothing_is_none():
    network = read_egor(EGOS, ALTERS, AATIES).networks["1"]
    assert network.links == {("1", "2")}
    assert measure(network).density == pytest.approx(1 / 3)


def test_how_strong_a_tie_is_is_kept_each_way():
    rows = "egoID;Source;Target;weight\n1;1;2;0,5\n1;2;3;1\n1;3;2;0\n1;1;3;0\n"
    network = read_egor(EGOS, ALTERS, rows).networks["1"]
    assert network.links == {("1", "2"), ("2", "3")}
    told = {("1", "2"): 0.5, ("2", "1"): 0.5, ("2", "3"): 1.0, ("3", "2"): 0.0}
    assert network.strengths == told
    assert measure(network).weighted_density == pytest.approx(2 / 6)


@pytest.mark.parametrize("code", ["-1", "inf"])
def test_a_code_for_not_known_is_no_strength(code):
    study = read_egor(EGOS, ALTERS, f"egoID;Source;Target;weight\n1;1;2;{code}\n")
    assert study.networks["1"].links == {("1", "2")}
    assert study.networks["1"].strengths == {}
    assert f"{code!r} is no strength" in study.notes[0]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_are_all_read(mark):
    texts = [text.replace(",", ".").replace(";", mark) for text in (EGOS, ALTERS, AATIES)]
    assert len(read_egor(*texts).networks["1"].links) == 1


def test_what_is_obvious_about_a_person_is_read():
    alters = (
        "egoID,alterID,name,circle,relationship,paid,gives.talk,gives.money\n"
        "1,a,Rosa,1,parent,no,yes,1\n1,b,Tanya,4,support_worker,yes,0,\n"
    )
    network = read_egor("egoID\n1\n", alters, "egoID,Source,Target\n1,a,b\n").networks["1"]
    rosa, tanya = network.people
    assert (rosa.name, rosa.circle, rosa.kin, rosa.paid) == ("Rosa", 1, True, Pay.UNPAID)
    assert rosa.gives == {"talk", "money"}
    assert (tanya.paid, tanya.gives) == (Pay.PAID, frozenset())


def test_what_is_left_out_is_told_with_its_row():
    alters = "egoID,alterID,circle,relationship,paid\n1,a,9,boss,maybe\n"
    study = read_egor("egoID\n1\n", alters, "egoID,Source,Target\n1,a,a\n")
    assert len(study.notes) == 4
    assert any("alters, row 2" in note and "circle" in note for note in study.notes)
    assert any("aaties, row 2" in note for note in study.notes)


@pytest.mark.parametrize(
    ("egos", "alters", "aaties", "says"),
    [
        ("", ALTERS, AATIES, "egos file is empty"),
        ("id\n1\n", ALTERS, AATIES, "egos file has no column egoID. It has: id"),
        (EGOS, "egoID;name\n1;x\n", AATIES, "alters file has no column alterID"),
        (EGOS, ALTERS, "egoID;Source\n1;1\n", "aaties file has no column Target"),
        (EGOS + "1;3\n", ALTERS, AATIES, "Row 4: The ego '1' is there twice"),
        (EGOS, ALTERS + "1;1;w\n", AATIES, "Row 6: The alter '1' of ego '1' is there twice"),
        (EGOS, ALTERS + "7;1;w\n", AATIES, "Row 6: The ego '7' is in no row of egos"),
        (EGOS, ALTERS, AATIES + "1;1;9;1\n", "Row 5: The alter '9' is not among the alters"),
        (EGOS, ALTERS, AATIES + "1;1;;1\n", "Row 5: target is empty"),
        (EGOS, ALTERS, AATIES + "1;1;2;much\n", "Row 5: weight should be a number"),
        (EGOS, ALTERS + "1;8;w;x;y\n", AATIES, "Row 6: It has 5 cells under 3 columns"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_row(egos, alters, aaties, says):
    with pytest.raises(NotUnderstood, match=says):
        read_egor(egos, alters, aaties)
