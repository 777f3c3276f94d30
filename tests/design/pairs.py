"""Which colours stand on which: every pair in use. A new pair in the CSS belongs here too.

test_pairs.py reads the CSS and says which is missing; docs/design.md shows the same table.
"""

from __future__ import annotations

# What a page is made of, and the washes of notices and chips: anything written may stand there.
PAGE = ("paper", "card", "sunk", "accent-wash")
WASHES = ("gap-wash", "thin-wash", "ok-wash", "note-wash")
GROUNDS = (*PAGE, *WASHES)

# Words, 7:1.
TEXT = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "accent", "accent-deep") for ground in GROUNDS],
    ("on-accent", "accent"),
    ("on-accent", "accent-deep"),
    *[("gap-ink", ground) for ground in (*PAGE, "gap-wash")],
    *[("thin-ink", ground) for ground in PAGE],
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
    *[("ink", ground) for ground in PAGE],
    *[("gap", ground) for ground in PAGE],
    *[("danger", ground) for ground in PAGE],
    ("on-accent", "accent-deep"),
    ("note-ink", "note-wash"),
    ("ok-ink", "ok-wash"),
    ("thin-ink", "thin-wash"),
    ("gap-ink", "gap-wash"),
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
    *[(tie, ground) for tie in ("tie-unpaid", "tie-paid") for ground in PAGE],
    ("ring-line", "card"),
    *[("thread", ground) for ground in PAGE],
]

# Neighbours that a grey print must keep apart, with the least difference in CIE L*.
GREY = [
    ("ring-1", "ring-2", 5.0),
    ("ring-2", "ring-3", 4.0),
    ("ring-3", "ring-4", 3.0),
    ("accent", "card", 30.0),
    ("gap", "card", 30.0),
]
