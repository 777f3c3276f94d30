"""Marks for what is not a living person, drawn on a field of 24 by 24."""

from __future__ import annotations

from collections.abc import Mapping

from closeknit.core.network import Kind

_PAW = (
    "M12 11c-3 0-6 3-6 6 0 2 1.5 3 3 3 1.2 0 2-.6 3-.6s1.8.6 3 .6c1.5 0 3-1 3-3 0-3-3-6-6-6Z",
    "M4.5 8.5a2 2.6 0 1 0 .01 5.2 2 2.6 0 1 0-.01-5.2Z",
    "M9 3.5a2 2.7 0 1 0 .01 5.4A2 2.7 0 1 0 9 3.5Z",
    "M15 3.5a2 2.7 0 1 0 .01 5.4A2 2.7 0 1 0 15 3.5Z",
    "M19.5 8.5a2 2.6 0 1 0 .01 5.2 2 2.6 0 1 0-.01-5.2Z",
)
_HOUSE = ("M12 3 3 10.5V12h2v8.5h5V15h4v5.5h5V12h2v-1.5Z",)
_GATHERED = (
    "M12 4a3 3 0 1 0 .01 6A3 3 0 1 0 12 4Z",
    "M5.5 7a2.3 2.3 0 1 0 .01 4.6A2.3 2.3 0 1 0 5.5 7Z",
    "M18.5 7a2.3 2.3 0 1 0 .01 4.6A2.3 2.3 0 1 0 18.5 7Z",
    "M7 19c0-4 2-7 5-7s5 3 5 7Z",
    "M1.5 18c0-3 1.5-5.2 4-5.2.6 0 1 .1 1.5.4-1.2 1.3-1.7 3-1.7 4.8Z",
    "M22.5 18c0-3-1.5-5.2-4-5.2-.6 0-1 .1-1.5.4 1.2 1.3 1.7 3 1.7 4.8Z",
)
_GIFT = (
    "M3 8.5h8V20H4.5v-9H3ZM13 8.5h8V11h-1.5v9H13Z",
    "M12 8C10 8 6.5 7.4 6.5 5c0-3 4.5-2.6 5.5 1.5C13 2.4 17.5 2 17.5 5c0 2.4-3.5 3-5.5 3Z",
)
_STAR = (
    "M12 2.5c.7 5.6 3.3 8.5 9 9.5-5.7 1-8.3 3.9-9 9.5",
    "-.7-5.6-3.3-8.5-9-9.5 5.7-1 8.3-3.9 9-9.5Z",
)
MARKS: Mapping[Kind, str] = {
    Kind.PET: "".join(_PAW),
    Kind.PLACE: "".join(_HOUSE),
    Kind.GROUP: "".join(_GATHERED),
    Kind.THING: "".join(_GIFT),
    Kind.DIED: "".join(_STAR),
}
