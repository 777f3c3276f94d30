"""Which colours stand on which: every pair in use. A new pair in the CSS belongs here too."""

from __future__ import annotations

GROUNDS = ("paper", "card", "sunk", "accent-wash")

# Words, 7:1.
TEXT = [
    *[("ink", ground) for ground in GROUNDS],
    *[("ink-soft", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in ("paper", "card")],
    *[("accent-deep", ground) for ground in GROUNDS],
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    ("gap-ink", "gap-wash"),
    ("gap-ink", "card"),
    ("gap-ink", "paper"),
    ("thin-ink", "thin-wash"),
    ("ok-ink", "ok-wash"),
    ("note-ink", "note-wash"),
    ("danger", "card"),
    ("danger", "paper"),
    ("danger", "gap-wash"),
    ("on-danger", "danger"),
    *[("ink", f"ring-{circle}") for circle in (1, 2, 3, 4)],
]

# Lines, borders, shapes and signs that mean something, 3:1.
LINES = [
    *[("line-strong", ground) for ground in GROUNDS],
    *[("accent", ground) for ground in GROUNDS],
    *[("focus", ground) for ground in GROUNDS],
    ("gap", "paper"),
    ("gap", "card"),
    ("gap", "gap-wash"),
    ("gap-line", "gap-wash"),
    ("thin-line", "thin-wash"),
    ("thin-line", "card"),
    ("ok-line", "ok-wash"),
    ("ok-line", "card"),
    *[
        (mark, f"ring-{circle}")
        for mark in ("ring-line", "tie-unpaid", "tie-paid", "thread", "gap")
        for circle in (1, 2, 3, 4)
    ],
    ("tie-unpaid", "card"),
    ("tie-paid", "card"),
    ("thread", "card"),
]

# Neighbours that a grey print must keep apart, with the least difference in CIE L*.
GREY = [
    ("ring-1", "ring-2", 5.0),
    ("ring-2", "ring-3", 4.0),
    ("ring-3", "ring-4", 3.0),
    ("accent", "card", 30.0),
    ("gap", "card", 30.0),
]
