"""The one door through which a drawn map enters a page as markup.

`core.drawing.draw` builds its text with ElementTree, so everything that people wrote is
escaped there. Nothing else may be marked safe anywhere in the house.
"""

from django.utils.safestring import SafeString, mark_safe


def drawn(svg: str) -> SafeString:
    """The text of a map from `core.drawing.draw`, ready to stand in a template.

    Raises:
        ValueError: this is not a drawing.
    """
    if not svg.startswith("<svg ") or not svg.endswith("</svg>"):
        raise ValueError("Only a drawing may come through this door.")
    return mark_safe(svg)  # noqa: S308
