"""What Maya thought about for herself: once typed, once drawn. She reads it, and nobody else."""

from __future__ import annotations

import datetime as dt
import io
import math

from PIL import Image, ImageDraw

from closeknit.policy import Actor
from closeknit.stories.keeping import on_the_disk
from closeknit.stories.models import Reflection
from closeknit.stories.painting import Painted, paint
from closeknit.stories.prompts import prompt

PAPER, INK, TEAL, CORAL, GOLD = "#fbf8f2", "#1c2b2a", "#0e5a58", "#b4472a", "#7c5600"
SHEET = (960, 720)
THOUGHTS = (
    (
        "2025-11-23",
        "turned_up",
        "June, in February. She did not ask what I needed. She put the pot on the stove and "
        "asked about the bus.",
        "warm",
    ),
)
DRAWN = ("2026-11-15", "My Sundays, with the table in the middle.", "calm")
Stroke = list[tuple[float, float]]


def think(maya: Actor) -> None:
    """Her answers over the last year, and a drawing."""
    for day, key, words, mood in THOUGHTS:
        asked = prompt(key)
        question = str(asked.words) if asked else ""
        Reflection.write(maya, prompt=key, asked=question, text=words, mood=mood, made_at=at(day))
    day, words, mood = DRAWN
    with on_the_disk({"picture": drawing()}) as files:
        Reflection.write(maya, text=words, mood=mood, made_at=at(day), **files)


def at(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"{day}T19:30:00+00:00")


def drawing() -> Painted:
    """A round table and five faces around it, with the pens of the sheet."""
    sheet = Image.new("RGB", (SHEET[0] * 2, SHEET[1] * 2), PAPER)
    pen = ImageDraw.Draw(sheet)
    draw(pen, wobbly(960, 760, 330, 210), GOLD, 20)
    draw(pen, wobbly(960, 740, 60, 34), CORAL, 20)
    for steam in (-30, 0, 30):
        draw(pen, [(960 + steam + 14 * math.sin(y / 14), 690 - y) for y in range(0, 90, 6)], INK, 8)
    inks = (TEAL, INK, CORAL, TEAL, INK)
    for number, ink in enumerate(inks):
        turn = math.tau * number / len(inks) - math.pi / 2
        x, y = 960 + 620 * math.cos(turn), 740 + 480 * math.sin(turn)
        face(pen, x, y, ink)
    out = io.BytesIO()
    sheet.resize(SHEET, Image.Resampling.LANCZOS).save(out, "PNG")
    out.seek(0)
    return paint(out, len(out.getvalue()))


def face(pen: ImageDraw.ImageDraw, x: float, y: float, ink: str) -> None:
    """Somebody, in four strokes."""
    draw(pen, wobbly(x, y, 112, 118), ink, 12)
    for side in (-38, 40):
        draw(pen, [(x + side, y - 26), (x + side + 2, y - 10)], ink, 14)
    smile = [(x + 56 * math.cos(a / 10), y + 14 + 46 * math.sin(a / 10)) for a in range(4, 28)]
    draw(pen, smile, ink, 12)


def wobbly(x: float, y: float, wide: float, high: float) -> Stroke:
    """Round, as a hand draws it: not quite closed, and not quite even."""
    turns = [math.tau * step / 60 for step in range(63)]
    uneven = [1 + 0.035 * math.sin(3 * turn + x) for turn in turns]
    return [
        (x + wide * more * math.cos(turn), y + high * more * math.sin(turn))
        for turn, more in zip(turns, uneven, strict=True)
    ]


def draw(pen: ImageDraw.ImageDraw, stroke: Stroke, ink: str, width: int) -> None:
    pen.line(stroke, ink, width, joint="curve")
    for x, y in (stroke[0], stroke[-1]):
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), ink)
