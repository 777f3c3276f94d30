"""How likely it is to die within a year, by sex, year and age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from closeknit.core.formats.problem import NotUnderstood
from closeknit.core.formats.table import Row, read_table

SEXES: Mapping[str, str] = MappingProxyType(
    {"f": "female", "female": "female", "w": "female", "m": "male", "male": "male"}
)
OLDEST = 130

Ages = tuple[float, ...]
Years = Mapping[int, tuple[int, Ages]]


@dataclass(frozen=True, slots=True)
class LifeTable:
    """Chances of dying within a year. For each sex and year: the first age, and a chance an age.

    A year before the first or after the last is read as the nearest there is, and so is an age. A
    table of one sex alone serves for everybody.
    """

    source: str
    rows: Mapping[str, Years]

    @property
    def first_year(self) -> int:
        """The earliest year the table tells of."""
        return min(year for years in self.rows.values() for year in years)

    def dies(self, sex: str, year: int, age: int) -> float:
        """The chance that somebody of this age at the start of this year dies within it.

        Formula: q(sex, year, age). When sex is not said ("") it is the mean over both tables.
        When there is no answer: never; the nearest year and age of the table are taken.
        In the literature: qx, the probability of death of a period life table.

        >>> table = ssa()
        >>> round(table.dies("female", 2026, 70), 3), round(table.dies("", 2026, 70), 3)
        (0.014, 0.017)
        """
        of = [sex] if sex in self.rows else list(self.rows)
        return sum(_nearest(self.rows[each], year, age) for each in of) / len(of)

    def survival(self, sex: str, year: int, age: int, years: int) -> float:
        """The chance that somebody of this age is alive so many years on.

        Formula: the product over k < years of 1 - q(sex, year + k, age + k).
        When there is no answer: never.
        In the literature: cohort survival read off period tables.

        >>> round(ssa().survival("female", 2026, 75, 10), 3)
        0.68
        """
        alive = 1.0
        for later in range(years):
            alive *= 1 - self.dies(sex, year + later, age + later)
        return alive


def _nearest(years: Years, year: int, age: int) -> float:
    told = years.get(year) or years[min(years, key=lambda other: (abs(other - year), other))]
    first, ages = told
    return ages[min(max(age - first, 0), len(ages) - 1)]


@lru_cache(maxsize=1)
def ssa() -> LifeTable:
    """The table that comes with Closeknit: United States, 2020 to 2075, read when first asked for.

    Source: US Social Security Administration, 2020 Trustees Report, public domain.

    >>> ssa().first_year
    2020
    """
    from closeknit.core.outlook.ssa2020 import MILLIONTHS

    rows: dict[str, dict[int, tuple[int, Ages]]] = {"female": {}, "male": {}}
    for line in MILLIONTHS.splitlines():
        sex, year, *chances = line.split()
        rows[SEXES[sex.lower()]][int(year)] = (0, tuple(int(each) / 1e6 for each in chances))
    source = "US Social Security Administration, period life tables, 2020 Trustees Report"
    return LifeTable(source, MappingProxyType(rows))


def load_table(text: str, source: str = "your table") -> LifeTable:
    """Another life table, from a CSV with the columns sex, year, age and qx.

    Sex is F or M (or female, male), qx is the chance of dying within the year, 0 to 1. For each sex
    and year the ages follow each other without a hole; several years may be told, or one.

    Raises: NotUnderstood with the row that cannot be read, and why.

    >>> table = load_table("sex,year,age,qx\\nF,2024,70,0.02\\nF,2024,71,0.03\\n")
    >>> table.dies("female", 2030, 71)
    0.03
    """
    table = read_table(text, "life table")
    columns = [table.column((name,)) for name in ("sex", "year", "age", "qx")]
    found: dict[str, dict[int, dict[int, float]]] = {}
    for row in table.rows:
        sex = SEXES.get(row.said(columns[0]).lower())
        if sex is None:
            raise row.problem(f"sex should be F or M, not {row.get(columns[0])!r}.")
        year, age = _whole(row, columns[1], 9999), _whole(row, columns[2], OLDEST)
        ages = found.setdefault(sex, {}).setdefault(year, {})
        if age in ages:
            raise row.problem(f"Age {age} of {year} is there twice.")
        ages[age] = _chance(row, columns[3])
    if not found:
        raise NotUnderstood("The life table has a header and no rows.")
    return LifeTable(
        source,
        MappingProxyType(
            {
                sex: MappingProxyType(
                    {year: _joined(ages, sex, year) for year, ages in all_.items()}
                )
                for sex, all_ in sorted(found.items())
            }
        ),
    )


def _whole(row: Row, column: str, most: int) -> int:
    number = row.number_in(column)
    if not number.is_integer() or not 0 <= number <= most:
        raise row.problem(f"{column} should be a whole number up to {most}, not {number:g}.")
    return int(number)


def _chance(row: Row, column: str) -> float:
    number = row.number_in(column)
    if not 0 <= number <= 1:
        raise row.problem(f"{column} is a chance between 0 and 1, not {number:g}.")
    return number


def _joined(ages: Mapping[int, float], sex: str, year: int) -> tuple[int, Ages]:
    first = min(ages)
    hole = next((age for age in range(first, max(ages)) if age not in ages), None)
    if hole is not None:
        raise NotUnderstood(f"The life table has no age {hole} for {sex}, {year}.")
    return first, tuple(ages[age] for age in sorted(ages))
