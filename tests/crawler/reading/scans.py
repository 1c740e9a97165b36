"""Pictures of pages, drawn on the spot."""

import io
from pathlib import Path
from typing import Any

import font_roboto
from PIL import Image, ImageDraw, ImageFont

_FONT = str(Path(font_roboto.__file__).parent / "files" / "Roboto-Regular.ttf")
ORDER = ("ПРИКАЗ", "№ 45 от 01.09.2025", "О закреплении наставников за молодыми педагогами")


def page(*lines: str, width: int = 1240, height: int = 500) -> Image.Image:
    """Black on white, at about 150 dpi."""
    picture = Image.new("L", (width, height), 255)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(_FONT, 34)
    for number, line in enumerate(lines or ORDER):
        draw.text((90, 60 + number * 60), line, font=font, fill=0)
    return picture


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()
