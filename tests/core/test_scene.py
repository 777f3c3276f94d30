"""The made-up scene says what the pictures of it say."""

import json

from closeknit.core.gaps import empty_chairs, find_gaps, good_news, support_matrix
from closeknit.core.measures import measure
from closeknit.core.whatif import away
from closeknit.core.words import sentence
from tests.core.scene import SCENE, maya


def test_the_file_says_that_everyone_is_made_up():
    assert "made up" in json.loads(SCENE.read_text(encoding="utf-8"))["made_up"]


def test_fourteen_people_ten_who_care_and_four_who_are_paid():
    found = measure(maya())
    assert (found.size, found.unpaid_count, found.paid_count) == (14, 10, 4)
    assert dict(found.circles) == {1: 3, 2: 3, 3: 5, 4: 3}


def test_rosa_carries_a_lot_and_three_groups_have_not_met():
    network = maya()
    told = [sentence(finding, network)[:2] for finding in find_gaps(network)]
    assert told[0] == (
        "Rosa carries a lot.",
        "For 3 of 9 kinds of support there is nobody but Rosa.",
    )
    assert (
        "3 groups that have not met.",
        "Family, choir and pool. Introducing June and Dee would join the two largest.",
    ) in told


def test_talking_is_well_covered_and_nobody_is_paid_for_it():
    network = maya()
    told = [sentence(finding, network) for finding in good_news(network)]
    assert told[-1] == (
        "Someone to talk to: well covered.",
        "Rosa, Inés, Dee and Kofi, none of them paid.",
        "",
    )


def test_two_chairs_are_waiting():
    assert [chair.words for chair in empty_chairs(maya())] == [
        "Someone to help with decisions",
        "A friend my own age",
    ]


def test_the_matrix_shows_what_is_thin():
    states = {row.support: row.state for row in support_matrix(maya()).rows}
    assert states == {
        "talk": "covered",
        "practical": "covered",
        "fun": "thin",
        "advice": "thin",
        "decisions": "only_one",
        "advocacy": "only_one",
        "emergency": "thin",
        "money": "only_one",
        "new_people": "only_paid",
    }


def test_without_rosa_three_kinds_of_support_have_nobody():
    found = away(maya(), ["rosa"])
    assert found.nobody == ("decisions", "advocacy", "money")
    assert found.only_one == ("emergency",)
    assert found.left_alone == ("ben", "june")
    assert "talk" in found.stays
