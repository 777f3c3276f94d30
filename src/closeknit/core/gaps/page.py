"""The page on gaps, made from the docstrings of the rules so that it cannot say something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import cleandoc

from closeknit.core.gaps.introductions import introductions
from closeknit.core.gaps.rules import RULES

OPENING = """\
# Gaps and next steps

Every question the gaps page and `closeknit gaps` can ask, what matters most first: when it is asked
and why, what it shows, the one next step it offers, and when it stays silent. This page is made
from the docstrings in `closeknit.core.gaps`: change those, then run

    .venv/bin/python -c "from closeknit.core.gaps.page import page; print(page(), end='')" \\
        > docs/gaps.md

A finding is a question to the network. It is no mark against anyone, compares nobody with others,
and adds up to no number about the person. Only living people are counted. What nobody has said is
not guessed. Somebody with nobody on the map hears `nobody_yet` and nothing else. "This is how we
like it" puts a finding aside under its key until somebody asks about it again.

An unpaid friend opens no gap. Said exactly: let somebody unpaid be on the map already. Somebody
living and unpaid joins, who is not family, lives in none of the homes that are written down,
holds no role, and was heard of as often as is wanted. Whoever knows two here who each know somebody
brings no finding that was not there, except about a support that nobody gave before, which now
rests on them. Whoever knows nobody here yet can bring, besides, `stand_alone` or
`nobody_knows_anybody`: an introduction is due.
"""

_LABEL = re.compile(
    r"^(Why we ask|Evidence|Next step|Silent when|Formula|How good|When there is no answer"
    r"|Raises|In the literature|Source): ",
    re.M,
)


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([OPENING, *map(section, RULES), "# Who could meet\n", section(introductions)])


def section(asks: Callable[..., object]) -> str:
    """One rule: when it asks, its lines, its example.

    >>> from closeknit.core.gaps.company import nobody_yet
    >>> section(nobody_yet).splitlines()[2]
    'There is nobody on the map yet. The only thing said then.'
    """
    told, _, example = cleandoc(asks.__doc__ or "").partition("\n>>> ")
    meaning, _, rest = told.partition("\n\n")
    text = f"{meaning}\n\n{rest}"
    lines = _LABEL.sub(r"\n- **\1:** ", text).strip().replace("\n\n- ", "\n- ")
    opening, *bullets = lines.split("\n- ")
    body = "\n".join("- " + bullet.rstrip().replace("\n", "\n  ") for bullet in bullets)
    return (
        f"## {asks.__name__}\n\n{opening.strip()}\n\n{body}\n\n"
        f"```python\n>>> {example.strip()}\n```\n"
    )
