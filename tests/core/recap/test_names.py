"""Names: nobody stands in a text in a way they did not choose, however it was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from closeknit.core.recap import CALLED, Named, echoes, spots, strangers, veiled

JOSE = Named("José Álvarez", "first")
ROSA = Named("Rosa Reyes", "as", "a neighbour")


@pytest.mark.parametrize(
    ("typed", "reads"),
    [
        ("Rosa came.", "A neighbour came."),
        ("Then ROSA came.", "Then a neighbour came."),
        ("Rosa Reyes’s door", "A neighbour’s door"),
        ("“Rosa!” I said. Rosa came.", "“A neighbour!” I said. A neighbour came."),
        ("rosa  reyes was there", "A neighbour was there"),
        ("Roses are red.", "Roses are red."),
        ("Jose Alvarez rang.", "José rang."),
        ("Mr ÁLVAREZ rang.", "Mr José rang."),
        ("José rang.", "José rang."),
    ],
)
def test_a_name_gives_way_to_what_was_chosen(typed, reads):
    assert veiled(typed, [JOSE, ROSA]) == reads
    split = unicodedata.normalize("NFD", typed)
    assert unicodedata.normalize("NFC", veiled(split, [JOSE, ROSA])) == reads


def test_a_word_that_may_be_no_name_is_left_to_the_editor():
    will = Named("Will Ode")
    (spot,) = spots("He said that we will come.", [will])
    assert (spot.words, spot.sure) == ("will", False)
    assert veiled("He said that we will come.", [will]) == "He said that we will come."
    assert spots("Will you come?", [will], but=["will"]) == ()


def test_of_two_with_one_first_name_the_editor_says_who_it_is():
    people = [Named("Kofi Mensah", "first"), Named("Kofi Boateng")]
    assert [(spot.name, spot.sure) for spot in spots("Kofi drove.", people)] == [
        ("Kofi Boateng", False)
    ]
    assert veiled("Kofi Boateng drove.", people) == "One of us drove."


def test_of_two_with_one_name_whoever_wants_none_decides():
    both = [Named("Ana Ana", "first"), Named("Ana Ana", "none")]
    assert veiled("Ana Ana Ana Ana drove.", both) == veiled("Ana Ana Ana Ana drove.", both[::-1])
    assert "Ana" not in veiled("Ana Ana Ana Ana drove.", both)
    changed = [Named("Ana Ana", "as", "Robin"), Named("Ana Ana", "none")]
    assert veiled("Ana drove.", changed) == "Robin drove.", "another name hides it as well"
    holds = [Named("Ana Ana", "as", "Ana of the choir"), Named("Ana Ana", "none")]
    assert veiled("Ana Ana drove.", holds) == "One of us drove."


def test_somebody_called_by_words_with_their_own_name_in_them_is_called_so():
    assert spots("Dee of the choir sang.", [Named("Dee Lund", "as", "Dee of the choir")]) == ()


NAMES = st.text("abÉßi -’", min_size=1, max_size=8).filter(lambda name: any(map(str.isalpha, name)))


@given(
    st.text("abÉßi AB.’\n", max_size=20),
    st.lists(st.builds(Named, NAMES, st.sampled_from(CALLED), st.just("x y")), max_size=3),
    st.text("abÉßi ", max_size=10),
)
def test_after_veiling_no_sure_name_stands_there(before, people, after):
    names = [who.name for who in people]
    text = f"{before} {' '.join(names)} {after}"
    nameless = {who.name for who in people if who.called == "none"}
    assert not [
        spot for spot in spots(veiled(text, people), people) if spot.sure and spot.name in nameless
    ]


def test_own_words_are_found_again_however_they_were_changed_around():
    told = "My brother has not spoken to us since the day of the diagnosis."
    assert echoes("She said: my BROTHER has not spoken to us, ever.", told)
    assert echoes("…since the day, of the diagnosis", told)
    assert not echoes("My brother came by.", told)
    assert echoes("so I rang her twice", "Rang her twice!")
    assert not echoes("rang her", "rang her")


def test_words_that_look_like_a_name_and_are_nobodys_here_are_pointed_out():
    people = [Named("Kofi Mensah"), Named("June")]
    told = "Kofi told it. There was Tanya Berger, June’s friend, and Tanya’s dog.\nAnna saw Anna."
    assert strangers(told, people) == ("Tanya Berger", "Tanya", "Anna")
    assert strangers("We met on Friday, and I wept.", people, but=["friday"]) == ()
    assert strangers("We met. “She said so.” He left… Then we ate.", people) == ()
    assert strangers("Puis « Élodie » est venue.", people) == ("Élodie",)
    assert strangers("", people) == ()


@given(st.text(max_size=60))
def test_what_is_pointed_out_stands_in_the_text(text):
    assert all(word in text for word in strangers(text, [JOSE]))
