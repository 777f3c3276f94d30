"""What somebody can see of a page, and reach: each function says what is wrong, line by line."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[2] / "src" / "closeknit"

# What can take the focus, and is there for whoever looks.
STOPS = """const stops = [...document.querySelectorAll(
    'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length
    && one.checkVisibility({ visibilityProperty: true }));
const told = (one) => one.outerHTML.slice(0, 140);"""

# Each in its turn takes the focus; then its upper and its lower end must be there to be seen.
# What is taller than half the window begins in it, or lies all around it. A box to write in may
# end below the window, since a browser scrolls no further than to the line that is written on; but
# nothing lies on it.
COVERED = """const found = [];
for (const one of stops) {
  one.focus();
  const box = one.getBoundingClientRect();
  const tall = box.height > innerHeight / 2;
  const x = Math.min(box.x + box.width / 2, innerWidth - 2);
  const first = tall ? Math.max(box.y + 2, innerHeight / 2) : box.y + 2;
  const last = one.matches('textarea') ? Math.min(box.bottom, innerHeight) : box.bottom;
  const ends = tall && !one.matches('textarea') ? [first] : [first, last - 2];
  const seen = (y) => { const top = document.elementFromPoint(x, y); return top
    && (one.contains(top) || top.contains(one) || top.closest('label')?.control === one); };
  if (!ends.every(seen)) found.push(told(one));
}
return found;"""

# A label belongs to its box; a link inside a sentence is as large as the sentence is.
SMALL = """return stops.filter((one) => {
  const parts = [one, ...(one.labels ?? [])].map((part) => part.getBoundingClientRect());
  if (parts.some((box) => box.width >= 43.5 && box.height >= 43.5)) return false;
  let around = one.parentElement;
  while (getComputedStyle(around).display === 'inline') around = around.parentElement;
  return !(one.matches('a') && getComputedStyle(one).display === 'inline'
    && around.textContent.trim().length > one.textContent.trim().length + 12);
}).map(told);"""

# Answers that stand beside each other, by what somebody reads on them, in whichever words.
BESIDE = """const words = (one) => [...one.childNodes].map((part) => part.nodeType === 3
    ? part.data : part.matches('.unseen, svg, input, small') ? '' : words(part)).join(' ').trim();
const said = new RegExp(more, 'u');
const answers = [...document.querySelectorAll('main button, main a.button, main label')]
  .filter((one) => one.checkVisibility() && said.test(words(one)));
const beside = Map.groupBy(answers, (one) =>
  one.closest('.buttons, .taps, .few-answers, .choices, .deeds') ?? one.closest('form'));
const groups = [...beside.values()].filter((group) => group.length > 1);"""
UNEQUAL = """return groups.flatMap((group) => {
  const boxes = group.map((one) => one.getBoundingClientRect());
  const apart = (side) => Math.max(...boxes.map((box) => box[side]))
    - Math.min(...boxes.map((box) => box[side])) > 1;
  const sizes = group.map((one, n) =>
    `${words(one)} ${Math.round(boxes[n].width)} by ${Math.round(boxes[n].height)}`);
  return apart('width') || apart('height') ? [sizes.join(', ')] : [];
});"""

# What stands at the same place on every page of one frame, measured from its upper left corner.
STEADY = """scrollTo(0, 0);
const frame = (document.querySelector('.shell, .page')?.className ?? '')
  + Math.round(document.querySelector('main').getBoundingClientRect().width);
const wanted = { 'leaving': '.leave-now', 'staying safe': '.leave a[href="/safety/"]',
  'home': '.brand', 'the way back': 'main > .where a, .few-ways > a' };
return Object.entries(wanted).flatMap(([name, what]) => {
  const one = [...document.querySelectorAll(what)].find((one) => one.checkVisibility());
  const box = one?.getBoundingClientRect();
  const kind = one?.closest('.few-ways') ? 'few' : frame;
  return box ? [[name, kind, `${Math.round(box.x)}, ${Math.round(box.y)}`]] : [];
});"""

# WCAG 1.4.12: lines, letters, words and paragraphs as far apart as somebody may want them.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important; } p { margin-block-end: 2em !important; }"""
LOST = """return [...document.querySelectorAll('main *, .bar *, .leave *')].filter((one) => {
  const style = getComputedStyle(one);
  const cut = style.overflowX === 'hidden' || style.overflowX === 'clip';
  return cut && style.clipPath === 'none' && one.innerText?.trim() && one.checkVisibility()
    && (one.scrollHeight > one.clientHeight + 2 || one.scrollWidth > one.clientWidth + 2);
}).map(told);"""

# Whoever forces their colours still sees where they are: an outline, or a line of the picture.
UNSEEN = """return stops.filter((one) => {
  one.focus();
  const drawn = one.closest('svg') ?? one.closest('label') ?? one;
  const style = getComputedStyle(one), around = getComputedStyle(drawn);
  return one.matches(':focus-visible') && style.outlineStyle === 'none'
    && around.outlineStyle === 'none' && !one.closest('svg');
}).map(told);"""


def asked(page: Page, question: str, more: str = "") -> list[str]:
    answer: Any = page.evaluate(f"(more) => {{ {STOPS} {question} }}", more)
    return list(answer)


@cache
def answers() -> str:
    """What a yes, a no and a not now are called in every way of words, as one pattern."""
    called: set[str] = set()
    for path in sorted(SOURCE.glob("*/locale/*/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            said = [one for one in read_po(file) if isinstance(one.id, str)]
        for one in said:
            if re.match(r"(Yes|No|Not now|Later|Maybe)\b", one.id):
                called |= {one.id, str(one.string)} - {""}
    plain = [re.sub(r"[\\^$.*+?()\[\]{}|/]", r"\\\g<0>", words) for words in sorted(called)]
    patterns = [re.sub(r"%\\\(\w+\\\)[sd]", ".+", words) for words in plain]
    return rf"^(?:{'|'.join(patterns)})(?![\p{{L}}\p{{N}}])"


def width(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth"))


def covered(page: Page) -> list[str]:
    """What has the focus and lies under something, or off the screen (2.4.11, 2.4.12)."""
    return asked(page, COVERED)


def small(page: Page) -> list[str]:
    """What is to be hit and is less than 44 pixels one way (2.5.5)."""
    return asked(page, SMALL)


def unequal(page: Page) -> list[str]:
    """Answers beside each other of which one is larger, and so more likely."""
    return asked(page, BESIDE + UNEQUAL, answers())


def together(page: Page) -> list[str]:
    """The answers that stand beside each other, one line for each place."""
    said = "return groups.map((group) => group.map(words).join(', '));"
    return asked(page, BESIDE + said, answers())


def steady(page: Page) -> list[tuple[str, str, str]]:
    """Help, the way home and the way back: each with the frame of the page, and where it stands."""
    answer: Any = page.evaluate(f"() => {{ {STEADY} }}")
    return [(name, frame, place) for name, frame, place in answer]


def lost_when_spaced(page: Page) -> list[str]:
    """Words that are cut off once text is spaced out (1.4.12). Leaves it spaced."""
    page.evaluate(
        """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet]; }""",
        SPACED,
    )
    return asked(page, LOST)


def moving(page: Page) -> int:
    """How much moves by itself, where somebody asked for less of it (2.3.3)."""
    running = "document.getAnimations().filter((one) => one.playState === 'running').length"
    return int(page.evaluate(running))


def unseen_focus(page: Page) -> list[str]:
    """What shows no sign of having the focus, in the colours that hold now (2.4.7)."""
    return asked(page, UNSEEN)
