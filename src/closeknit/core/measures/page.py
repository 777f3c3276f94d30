"""The page on measures, made from the docstrings so that it cannot say something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from inspect import cleandoc

from closeknit.core.measures import MEASURES

OPENING = """\
# Measures

What each number says about a network, how it is made, and when it has no answer. This page is made
from the docstrings in `closeknit.core.measures`: change those, then run

    .venv/bin/python -c "from closeknit.core.measures.page import page; print(page(), end='')" \\
        > docs/measures.md

All of them are over living people. Pets, places, groups, things and people who have died are drawn
and told, not counted. A number without an answer is `None`. None of them is a score: most rise or
fall with the size of a network, so compare only what is alike, and read them beside the map.
What they mean and what they cannot tell stands in [science.md](science.md).
The examples are made up.
"""

_LABEL = re.compile(r"^(Formula|When there is no answer|In the literature|Raises|Source): ", re.M)


def page() -> str:
    """The whole page as Markdown."""
    return "\n".join([OPENING, *(section(measure) for measure in MEASURES)])


def section(measure: Callable[..., object]) -> str:
    """One measure: its meaning, its lines, its example.

    >>> from closeknit.core.measures import size
    >>> section(size).splitlines()[0]
    '## size'
    """
    told, _, example = cleandoc(measure.__doc__ or "").partition("\n>>> ")
    meaning, _, rest = told.partition("\n\n")
    lines = _LABEL.sub(r"\n- **\1:** ", rest).strip().replace("\n\n- ", "\n- ")
    body = re.sub(r"\n(?!-)", "\n  ", lines)
    return (
        f"## {measure.__name__}\n\n{meaning}\n\n{body.rstrip()}\n\n"
        f"```python\n>>> {example.strip()}\n```\n"
    )
