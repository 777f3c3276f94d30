"""What somebody said, in the marks of the language that is spoken: “so”, « ainsi »."""

from __future__ import annotations

from django.utils.translation import gettext as _


def quoted(words: object) -> str:
    """The words between marks.

    >>> from django.utils.translation import override
    >>> quoted("Soup")
    '“Soup”'
    >>> with override("fr"):
    ...     quoted("Soupe") == "«\\u00a0Soupe\\u00a0»"
    True
    """
    return _("“%(words)s”") % {"words": words}
