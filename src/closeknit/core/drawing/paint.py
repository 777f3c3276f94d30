"""What a picture wears when it stands alone, by class; a page has its own stylesheet."""

from __future__ import annotations

from collections.abc import Mapping

INK, SOFT, CARD, TEAL = "#1C2B2A", "#3D4A48", "#FFFFFF", "#0E5A58"
CORAL, GOLD, LINE, WASH = "#B4472A", "#7C5600", "#705C42", "#E1EFEC"
FONT = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Arial, Helvetica, sans-serif"

PAINT: Mapping[str, Mapping[str, str]] = {
    "sheet": {"fill": CARD},
    "ring": {"stroke": LINE, "stroke-width": "1.25"},
    "ring-1": {"fill": "#EDBF97"},
    "ring-2": {"fill": "#F5D9BE"},
    "ring-3": {"fill": "#FAECDD"},
    "ring-4": {"fill": "#FBF8F2"},
    "thread": {"fill": "none", "stroke": GOLD, "stroke-width": "1.75", "stroke-linecap": "round"},
    "strong": {"stroke-width": "3"},
    "faint": {"opacity": "0.25"},
    "plate": {"fill": CARD},
    "ring-plate": {"fill": CARD, "stroke": LINE},
    "tray-box": {"fill": CARD, "stroke": LINE, "stroke-dasharray": "2 6"},
    "face": {"fill": WASH, "stroke": TEAL, "stroke-width": "2.5"},
    "paid-face": {"fill": "#F3EEE4", "stroke": SOFT, "stroke-width": "2.5"},
    "died-face": {"fill": CARD, "stroke": LINE, "stroke-width": "1.5"},
    "halo": {"fill": "none", "stroke": LINE, "stroke-width": "1", "stroke-dasharray": "1 4"},
    "chair-face": {
        "fill": CARD,
        "stroke": CORAL,
        "stroke-width": "2",
        "stroke-dasharray": "5 4",
    },
    "plus": {"stroke": CORAL, "stroke-width": "2.5", "stroke-linecap": "round"},
    "badge": {"fill": CARD, "stroke": TEAL, "stroke-width": "1.5"},
    "mark": {"fill": TEAL},
    "initials": {"fill": TEAL, "font-weight": "700"},
    "name": {"fill": INK, "font-weight": "700"},
    "second": {"fill": SOFT},
    "chair-words": {"fill": "#7A2A14", "font-weight": "700"},
    "ring-name": {"fill": INK, "font-weight": "600"},
    "tray-name": {"fill": SOFT, "font-weight": "600"},
    "me-plate": {"fill": "#0A403F"},
    "me-name": {"fill": CARD, "font-weight": "700"},
}
