"""Numbers that open a purse: seen in what people type, so that a page can warn in time."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DIGITS = re.compile(r"(?<![\w.,+])\d(?:[ -]?\d){8,18}(?![\w]|[.,]\d)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?!\w)", re.IGNORECASE)
_CARDS = re.compile(
    r"4\d{12}(\d{3}){0,2}|5[1-5]\d{14}|2(22[1-9]|2[3-9]|[3-6]|7[01]|720)\d{12,13}"
    r"|3[47]\d{13}|3(0[0-5]|[68]\d)\d{11}|6(011|5\d\d|4[4-9]\d)\d{12}|35(2[89]|[3-8]\d)\d{12}"
)
_IBAN_LENGTHS = {
    "AT": 20, "BE": 16, "CH": 21, "CZ": 24, "DE": 22, "DK": 18, "ES": 24, "FI": 18, "FR": 27,
    "GB": 22, "GR": 27, "HU": 28, "IE": 22, "IT": 27, "LI": 21, "LU": 20, "MC": 27, "NL": 18,
    "NO": 15, "PL": 28, "PT": 25, "RO": 24, "SE": 24, "SI": 19, "SK": 24, "TR": 26,
}  # fmt: skip


def find_money_numbers(text: str) -> frozenset[str]:
    """What kinds of numbers that should stay private stand in a text.

    `card`: the number of a payment card (its first digits and its Luhn check fit). `account`: an
    IBAN whose length and check digits fit. `insurance`: nine digits in three groups that pass the
    Luhn check, as Canadian social insurance numbers do. A phone number, a date or a year is none
    of these; a number without its check digits right is not told.

    In the literature: Luhn (ISO/IEC 7812-1), mod 97 (ISO 13616).

    >>> sorted(find_money_numbers("Visa 4111 1111 1111 1111, IBAN GB82 WEST 1234 5698 7654 32"))
    ['account', 'card']
    >>> sorted(find_money_numbers("Call 020 7946 0018 before 2026-11-27; SIN 123 456 782"))
    ['insurance']
    >>> find_money_numbers("4111 1111 1111 1112") == frozenset()
    True
    """
    found = {kind for run in _DIGITS.findall(text) for kind in _kinds(run)}
    if any(_is_account(run) for run in _IBAN.findall(text)):
        found.add("account")
    return frozenset(found)


def _kinds(run: str) -> Iterator[str]:
    """What stands in a run of digits; a date or a year may follow the number itself."""
    groups = re.split("[ -]", run)
    for start in range(len(groups)):
        for end in range(start + 1, len(groups) + 1):
            several = groups[start:end]
            digits = "".join(several)
            if _CARDS.fullmatch(digits) and _luhn(digits):
                yield "card"
            in_threes = [len(group) for group in several] == [3, 3, 3]
            if in_threes and digits[0] not in "08" and _luhn(digits):
                yield "insurance"


def _luhn(digits: str) -> bool:
    """Whether the last digit fits the others: every second one from the right counts double."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _is_account(run: str) -> bool:
    """Whether the check digits fit: the letters as numbers, turned round, leave 1 by 97."""
    said = run.replace(" ", "").upper()
    wanted = _IBAN_LENGTHS.get(said[:2])
    whole = said[:wanted] if wanted else said
    turned = "".join(str(int(letter, 36)) for letter in whole[4:] + whole[:4])
    return len(whole) == (wanted or len(whole)) and int(turned) % 97 == 1
