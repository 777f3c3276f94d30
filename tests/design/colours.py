"""Reads tokens.css and roles.css, and knows how light two colours are beside each other."""

from __future__ import annotations

import re
from pathlib import Path

from closeknit.design import faces

CSS = Path(faces.__file__).parent / "static/closeknit/css"
DECLARED = re.compile(r"--([\w-]+):\s*([^;]+);")


def block(css: str, opening: str) -> dict[str, str]:
    """The custom properties declared right after `opening`, up to its closing brace."""
    start = css.index(opening) + len(opening)
    return dict(DECLARED.findall(css[start : css.index("}", start)]))


def looks() -> dict[str, dict[str, str]]:
    """For light, dark by the system and dark by the page: role to #rrggbb (or other value)."""
    palette = block((CSS / "tokens.css").read_text(), ":root {")
    roles = (CSS / "roles.css").read_text()
    light = block(roles, ":root {")
    asked = block(roles, ':root[data-theme="dark"] {')
    system = block(roles, ':root:not([data-theme="light"]) {')
    named = {"light": light, "dark": {**light, **asked}, "system dark": {**light, **system}}
    return {
        look: {role: colour(value, palette) for role, value in given.items()}
        for look, given in named.items()
    }


def colour(value: str, palette: dict[str, str]) -> str:
    found = re.fullmatch(r"var\(--([\w-]+)\)", value)
    return palette[found[1]] if found else value


def luminance(hexed: str) -> float:
    """Relative luminance after WCAG 2.2, 0 for black to 1 for white."""
    parts = [int(hexed[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(hexed: str) -> float:
    """CIE L*, 0 to 100: how light it looks on a grey print."""
    y = luminance(hexed)
    return 903.3 * y if y <= 0.008856 else float(116 * y ** (1 / 3) - 16)
