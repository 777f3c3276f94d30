"""Numbers that open a purse are told from those that do not: two hundred of each."""

import pytest

from closeknit.core.purse import find_money_numbers

STARTS = (
    "4539", "4916", "4485", "4", "51", "52", "53", "54", "55", "2221", "2720", "34", "37",
    "36", "38", "301", "6011", "65", "644", "3528",
)  # fmt: skip
BANKS = {
    "DE": "37040044053201300{}", "GB": "WEST1234569876543{}", "FR": "2004101005050001{}M02606",
    "NL": "ABNA041716430{}", "BE": "53900754703{}", "ES": "2100041845020005133{}",
    "IT": "X054281110100000012345{}", "AT": "190430023457320{}", "CH": "0076201162385295{}",
    "IE": "AIBK9311521234567{}", "NO": "8601111794{}",
}  # fmt: skip
SENTENCES = ("{}", "The number is {}.", "Card: {}, ask Rosa", "{} 12/27", "({})")


def luhn(digits):
    """The digits with the last one that fits."""
    total = 0
    for at, digit in enumerate(reversed(digits)):
        count = int(digit) * (2 if at % 2 == 0 else 1)
        total += count - 9 if count > 9 else count
    return f"{digits}{-total % 10}"


def card(start, seed):
    length = 15 if start in ("34", "37") else 14 if start in ("36", "38", "301") else 16
    rest = str(seed * 7_919_317 % 10**14).zfill(14)
    return luhn((start + rest)[: length - 1])


def grouped(digits, by, mark):
    return mark.join(digits[at : at + by] for at in range(0, len(digits), by))


def iban(land, body):
    number = "".join(str(int(letter, 36)) for letter in f"{body}{land}00")
    return f"{land}{98 - int(number) % 97:02}{body}"


def insurance(seed):
    return luhn(f"{1 + seed % 7}{str(seed * 7_654_321 % 10**7).zfill(7)}")


CARDS = [
    SENTENCES[n % 5].format(grouped(card(start, n + 20 * m), 4, ("", " ", "-")[(n + m) % 3]))
    for m in range(5)
    for n, start in enumerate(STARTS)
]
IBANS = [
    f"To {grouped(iban(land, body.format(n)), 4, ('', ' ')[n % 2])} please"
    for land, body in BANKS.items()
    for n in range(1, 6)
]
NUMBERS = [f"SIN {grouped(insurance(n), 3, ' -'[n % 2])}" for n in range(1, 46)]
POSITIVE = [*CARDS, *IBANS, *NUMBERS]

WRONG = [f"{text[:-1]}{(int(text[-1]) + 1) % 10}" for n in range(30) if (text := card("4539", n))]
PHONES = [
    *(f"+44 20 7946 {n:04}" for n in range(20)),
    *(f"(416) 555-{n:04}" for n in range(100, 120)),
    *(f"0{n}0 1234 5678" for n in range(1, 10)),
    *(f"06 12 34 56 {n:02}" for n in range(20, 40)),
    *(f"1-800-555-{n:04}" for n in range(10)),
]
DATES = [
    *(f"Born on {1940 + n}-0{1 + n % 9}-1{n % 10}, 10:30" for n in range(20)),
    *(f"{n}/11/2026 to {n + 2}/11/2026" for n in range(1, 16)),
]
BOOKS = [f"ISBN 978-0-14-{300000 + 37 * n:06}-{n % 10}" for n in range(15)]
WORDS = [
    "Likes soup.", "Room 12, 3rd floor, 2nd door", "Bus 47 at 8:15 and 9:45", "M5V 3L9",
    "12.5 kg, 1,250.00 dollars", "Chapter 11, pages 100 to 250", "GB is where June is from",
    "Flat 4, 111 King Street", "No 93 is the bus", "They met in 1987, 1988 or 1989",
    "de89 is not a word", "Dose: 10 mg at 8, 12 and 20 o’clock", "Order 20261127-0042", "",
    "IBAN DE00 3704 0044 0532 0130 00 is a bad example", "GB82 WEST", "Ring twice, then 1234",
    "100 200 300", "https://example.org/n/2345678/", "She is 4’11” and he is 6’2”",
    "Temperature 36.6 37.2 38.0", "ten to the 12: 1000000000000", "Party for 4111 people",
    "17 18 19 20 21 22 23 24 25 26 27 28 29",
]  # fmt: skip
NEGATIVE = [*WRONG, *PHONES, *DATES, *BOOKS, *WORDS]
FILL = [f"Appointment {n}: house {n * 13}, {n % 12 + 1} o’clock" for n in range(200)]
NEGATIVE += FILL[: 200 - len(NEGATIVE)]


def test_there_are_two_hundred_of_each():
    assert len(POSITIVE) == len(set(POSITIVE)) == 200
    assert len(NEGATIVE) == len(set(NEGATIVE)) == 200


def test_those_that_open_a_purse_are_seen():
    missed = [text for text in POSITIVE if not find_money_numbers(text)]
    assert len(missed) <= 2, missed


def test_those_that_do_not_are_left_alone():
    wrong = [text for text in NEGATIVE if find_money_numbers(text)]
    assert len(wrong) <= 4, wrong


@pytest.mark.parametrize(
    ("texts", "kind"), [(CARDS, "card"), (IBANS, "account"), (NUMBERS, "insurance")]
)
def test_each_is_called_by_its_name(texts, kind):
    assert sum(kind in find_money_numbers(text) for text in texts) >= 0.99 * len(texts)


@pytest.mark.parametrize("text", ["1" * 100_000, "1 " * 100_000, "A1" * 100_000, "- " * 100_000])
def test_a_long_text_is_read_quickly(text):
    find_money_numbers(text)
