"""How likely it is to die within a year."""

import pytest

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.outlook import load_table, ssa

SURVIVAL = {
    40: (0.993, 0.983, 0.988, 0.973),
    50: (0.982, 0.958, 0.973, 0.935),
    60: (0.965, 0.918, 0.940, 0.868),
    70: (0.919, 0.802, 0.883, 0.731),
    75: (0.867, 0.680, 0.820, 0.596),
    80: (0.775, 0.491, 0.715, 0.397),
    85: (0.626, 0.275, 0.546, 0.194),
    90: (0.429, 0.112, 0.345, 0.067),
}
"""By age: women 5 and 10 years on from 2026, then men; worked out by hand."""


@pytest.mark.parametrize("age", SURVIVAL)
def test_it_says_how_many_are_alive_in_five_and_ten_years(age):
    found = [
        ssa().survival(sex, 2026, age, years) for sex in ("female", "male") for years in (5, 10)
    ]
    assert found == pytest.approx(SURVIVAL[age], abs=0.0006)


def test_of_two_parents_of_75_and_77_one_is_gone_in_ten_years_in_two_of_three_futures():
    both = ssa().survival("female", 2026, 75, 10) * ssa().survival("male", 2026, 77, 10)
    assert 1 - both == pytest.approx(0.65, abs=0.01)


def test_every_chance_of_every_year_is_there():
    for years in ssa().rows.values():
        assert sorted(years) == list(range(2020, 2076))
        for first, ages in years.values():
            assert (first, len(ages)) == (0, 120)
            assert all(0 < chance < 1 for chance in ages)


def test_whose_sex_is_not_said_is_between_the_two_tables():
    table = ssa()
    women, men = (table.dies(sex, 2030, 70) for sex in ("female", "male"))
    assert table.dies("", 2030, 70) == pytest.approx((women + men) / 2)


def test_beyond_the_table_the_nearest_year_and_age_are_taken():
    table = ssa()
    assert table.dies("male", 2300, 130) == table.dies("male", 2075, 119)
    assert table.dies("male", 1900, 50) == table.dies("male", 2020, 50)


def test_another_table_can_be_loaded():
    table = load_table(
        "\ufeffage;qx;sex;year;ex\n70;0,02;W;2024;9\n71;0,03;W;2024;8\n70;0,04;male;2024;7\n",
        "ours",
    )
    assert table.source == "ours"
    assert table.dies("female", 2024, 70) == 0.02
    assert table.dies("female", 2040, 95) == 0.03
    assert table.dies("", 2024, 70) == pytest.approx(0.03)


def test_a_table_of_one_sex_serves_for_everybody():
    assert load_table("sex,year,age,qx\nF,2024,0,0.25\n").dies("male", 2024, 0) == 0.25


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "life table file is empty"),
        ("sex,year,age\nF,2024,0\n", "no column qx"),
        ("sex,year,age,qx\n", "a header and no rows"),
        ("sex,year,age,qx\nX,2024,0,0.1\n", "Row 2: sex should be F or M, not 'X'"),
        ("sex,year,age,qx\nF,2024,,0.1\n", "Row 2: age should be a number"),
        ("sex,year,age,qx\nF,soon,0,0.1\n", "Row 2: year should be a number"),
        ("sex,year,age,qx\nF,inf,0,0.1\n", "Row 2: year should be a whole number"),
        ("sex,year,age,qx\nF,2024,0.5,0.1\n", "Row 2: age should be a whole number"),
        ("sex,year,age,qx\nF,2024,131,0.1\n", "Row 2: age should be a whole number up to 130"),
        ("sex,year,age,qx\nF,2024,0,1.1\n", "Row 2: qx is a chance between 0 and 1"),
        ("sex,year,age,qx\nF,2024,0,-0.1\n", "Row 2: qx is a chance"),
        ("sex,year,age,qx\nF,2024,0,nan\n", "Row 2: qx should be a number"),
        ("sex,year,age,qx\nF,2024,0,NAN\n", "Row 2: qx is a chance"),
        ("sex,year,age,qx\nF,2024,0,.1\nF,2024,0,.1\n", "Row 3: Age 0 of 2024 is there twice"),
        ("sex,year,age,qx\nF,2024,0,.1\nF,2024,2,.1\n", "no age 1 for female, 2024"),
        ("sex,year,age,qx\nF,2024,0,.1,5\n", "5 cells under 4 columns"),
    ],
)
def test_a_table_that_cannot_be_read_says_why(text, says):
    with pytest.raises(NotUnderstood, match=says):
        load_table(text)
