"""Pictures for the made-up scene, drawn with a few plain shapes: nobody real is in them."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image, ImageDraw

SIZE = (1600, 1200)
KEPT = (960, 720)
PAPER, SAND, WALL = "#fbf8f2", "#e9dcc6", "#f3e3cf"
TEAL, DEEP, SEA = "#0e5a58", "#0a403f", "#86d5ca"
CORAL, APRICOT, GOLD = "#b4472a", "#efc9a6", "#e0a73c"
INK, SNOW, NIGHT = "#1c2b2a", "#eef3f4", "#33506b"
BROWN, DARK, LIGHT = "#7a5236", "#5b3a24", "#e8b992"
Pen = ImageDraw.ImageDraw


def somebody(
    pen: Pen, at: tuple[int, int], skin: str, hair: str, coat: str, size: int = 150
) -> None:
    """A head, hair and shoulders, seen from the front and smiling."""
    x, y = at
    pen.rounded_rectangle((x - size, y + size, x + size, y + 4 * size), size // 2, coat)
    pen.ellipse((x - size, y - size, x + size, y + size), hair)
    pen.ellipse((x - size * 0.8, y - size * 0.65, x + size * 0.8, y + size * 1.15), skin)
    for side in (-1, 1):
        eye = x + side * size * 0.32
        pen.ellipse((eye - 10, y + 5, eye + 10, y + 25), INK)
    pen.arc((x - size * 0.4, y + size * 0.1, x + size * 0.4, y + size * 0.75), 20, 160, INK, 8)


def kitchen(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 760), WALL)
    pen.rectangle((560, 110, 1040, 560), DEEP)
    pen.rectangle((590, 140, 1010, 530), NIGHT)
    pen.line((800, 140, 800, 530), DEEP, 24)
    pen.ellipse((870, 190, 950, 270), GOLD)
    pen.rectangle((0, 740, 1600, 1200), BROWN)
    pen.rectangle((0, 740, 1600, 776), DARK)
    for x, colour in ((440, TEAL), (1160, CORAL)):
        pen.ellipse((x - 220, 800, x + 220, 920), colour)
        pen.chord((x - 220, 700, x + 220, 1080), 0, 180, colour)
        pen.ellipse((x - 185, 818, x + 185, 904), GOLD)
        for lift in (-80, 0, 80):
            pen.arc((x + lift - 20, 640, x + lift + 20, 720), 90, 270, PAPER, 9)
            pen.arc((x + lift - 20, 720, x + lift + 20, 800), 270, 90, PAPER, 9)
    pen.ellipse((640, 860, 960, 1010), "#c98b4a")
    for x in (720, 800, 880):
        pen.line((x - 20, 890, x + 20, 970), DARK, 10)


def bus(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 900), "#cfe6e4")
    pen.ellipse((1240, 90, 1420, 270), GOLD)
    pen.rectangle((0, 900, 1600, 1200), "#8d8778")
    pen.rounded_rectangle((120, 250, 1480, 980), 70, CORAL)
    pen.rectangle((120, 760, 1480, 800), PAPER)
    for x in (190, 620, 1050):
        pen.rounded_rectangle((x, 330, x + 370, 700), 30, "#e7f3f2")
    for x, looks in ((375, (BROWN, INK, GOLD)), (805, (LIGHT, DARK, TEAL))):
        somebody(pen, (x, 500), *looks, size=105)
        pen.rectangle((x - 185, 700, x + 185, 760), CORAL)
        pen.rectangle((x - 185, 760, x + 185, 800), PAPER)
        pen.rectangle((x - 185, 800, x + 185, 950), CORAL)
    for x in (400, 1200):
        pen.ellipse((x - 110, 880, x + 110, 1100), INK)
        pen.ellipse((x - 45, 945, x + 45, 1035), SAND)


def choir(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 1200), APRICOT)
    pen.rectangle((0, 1000, 1600, 1200), BROWN)
    looks = ((LIGHT, GOLD), (BROWN, INK), (LIGHT, DARK), (DARK, INK))
    for number, (skin, hair) in enumerate(looks):
        somebody(pen, (280 + 350 * number, 560 - 50 * (number % 2)), skin, hair, TEAL, 130)
        x, y = 280 + 350 * number, 560 - 50 * (number % 2)
        pen.polygon([(x - 120, y + 330), (x, y + 370), (x, y + 250), (x - 120, y + 210)], PAPER)
        pen.polygon([(x + 120, y + 330), (x, y + 370), (x, y + 250), (x + 120, y + 210)], SAND)
    for x, y in ((220, 230), (620, 150), (1010, 240), (1380, 160)):
        pen.ellipse((x - 38, y, x + 22, y + 50), DEEP)
        pen.line((x + 18, y + 25, x + 18, y - 100), DEEP, 9)
        pen.line((x + 18, y - 96, x + 66, y - 60), DEEP, 12)


def snow(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 1200), NIGHT)
    for number in range(90):
        x, y = (number * number * 397) % 1600, (number * 211) % 900
        pen.ellipse((x, y, x + 12, y + 12), SNOW)
    pen.rectangle((480, 480, 1120, 1000), CORAL)
    pen.polygon([(400, 500), (800, 200), (1200, 500)], SNOW)
    pen.rectangle((560, 580, 740, 760), GOLD)
    pen.rectangle((860, 640, 1020, 1000), DEEP)
    pen.rectangle((960, 240, 1040, 400), DARK)
    pen.rectangle((950, 225, 1050, 250), SNOW)
    pen.ellipse((-300, 940, 1000, 1500), SNOW)
    pen.ellipse((500, 950, 2000, 1500), SNOW)
    pen.rounded_rectangle((240, 850, 460, 970), 20, TEAL)
    pen.arc((300, 800, 400, 900), 180, 360, SEA, 16)


def window_table(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 1200), SAND)
    pen.rectangle((160, 120, 1440, 760), PAPER)
    pen.rectangle((200, 160, 1400, 720), "#cfe6e4")
    for x, tall in ((300, 300), (560, 220), (840, 340), (1140, 260)):
        pen.rectangle((x, 720 - tall, x + 180, 720), APRICOT if tall > 250 else SEA)
    pen.line((800, 160, 800, 720), PAPER, 26)
    pen.ellipse((260, 800, 1340, 1120), BROWN)
    pen.ellipse((260, 780, 1340, 1080), "#a8734c")
    for x, colour in ((600, TEAL), (1000, CORAL)):
        pen.ellipse((x - 130, 900, x + 130, 990), PAPER)
        pen.rounded_rectangle((x - 80, 800, x + 80, 950), 40, colour)
        pen.arc((x + 60, 830, x + 140, 910), 270, 90, colour, 20)
        pen.ellipse((x - 80, 785, x + 80, 835), DARK)


def cake(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 1200), "#e1efec")
    for number, colour in enumerate((CORAL, GOLD, TEAL, APRICOT, CORAL, GOLD, TEAL)):
        x = 60 + 220 * number
        pen.polygon([(x, 90), (x + 160, 90), (x + 80, 260)], colour)
    pen.line((0, 90, 1600, 90), DEEP, 10)
    pen.rectangle((0, 960, 1600, 1200), BROWN)
    pen.ellipse((340, 900, 1260, 1060), PAPER)
    pen.rounded_rectangle((430, 640, 1170, 980), 40, APRICOT)
    pen.rounded_rectangle((430, 620, 1170, 740), 50, PAPER)
    for x in range(480, 1140, 110):
        pen.ellipse((x, 700, x + 70, 790), PAPER)
    for number, colour in enumerate((CORAL, TEAL, GOLD, CORAL, TEAL)):
        x = 540 + 130 * number
        pen.rectangle((x - 14, 480, x + 14, 625), colour)
        pen.ellipse((x - 20, 400, x + 20, 476), GOLD)


def kept_seat(pen: Pen) -> None:
    pen.rectangle((0, 0, 1600, 1200), WALL)
    pen.rectangle((0, 860, 1600, 1200), BROWN)
    pen.rectangle((640, 80, 960, 430), NIGHT)
    for x in range(655, 950, 42):
        y = 110 + x * 7 % 250
        pen.line((x, y, x - 14, y + 50), SEA, 6)
    pen.rectangle((620, 430, 980, 462), DEEP)
    for x in (150, 610, 1070):
        for leg in (x + 24, x + 340):
            pen.rectangle((leg, 860, leg + 30, 1120), DARK)
        pen.rounded_rectangle((x, 480, x + 390, 800), 40, TEAL)
        pen.rounded_rectangle((x - 20, 780, x + 410, 880), 36, DEEP)
    pen.rounded_rectangle((690, 450, 790, 840), 30, CORAL)
    pen.rounded_rectangle((690, 450, 920, 530), 36, CORAL)
    for y in (600, 690, 780):
        pen.rectangle((690, y, 790, y + 26), GOLD)
    for x in range(696, 790, 22):
        pen.line((x, 836, x, 880), CORAL, 9)


DRAWN: dict[str, Callable[[Pen], None]] = {
    "kitchen": kitchen,
    "bus": bus,
    "choir": choir,
    "snow": snow,
    "window_table": window_table,
    "cake": cake,
    "kept_seat": kept_seat,
}


def draw(name: str) -> io.BytesIO:
    """One of them, as a file that somebody could have sent."""
    sheet = Image.new("RGB", SIZE, PAPER)
    DRAWN[name](ImageDraw.Draw(sheet))
    out = io.BytesIO()
    sheet.resize(KEPT, Image.Resampling.LANCZOS).save(out, "PNG", compress_level=1)
    out.seek(0)
    return out
