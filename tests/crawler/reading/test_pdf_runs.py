"""Lines of a PDF taken whole say exactly what their words say when each is asked for."""

import io
import random
from collections.abc import Callable

import pytest
from reportlab.pdfgen.canvas import Canvas

from crawler.items import Block
from crawler.reading import pdf_lines
from crawler.reading.dispatch import read
from crawler.reading.pdf_runs import Runs, rows_are_plain
from crawler.reading.pdf_words import Word

_TEXT = """
    наставничество педагогических работников План 2025-2026 МБОУ «Утверждаю» приказ от 01.09.2025 образования
    Иванова программа персонализированная учителя школы года
"""
_WORDS = _TEXT.split()
_RARE = [*"ивск–1ПОЛЖ", "≥5", "учебно-", "мето\u00adдический"]
Draw = Callable[[Canvas, random.Random, float, str], object]


def _blocks(body: bytes) -> tuple[Block, ...]:
    return read(body, key="k", url="https://s.example/f.pdf", content_type="").blocks


def _kerned(canvas: Canvas, x: float, y: float, parts: list[tuple[str, float]]) -> None:
    """One text object with moves inside it, in the font's size, as many printers write a line."""
    text = canvas.beginText(x, y)
    codes = "".join(f"<{part.encode('latin-1').hex()}> {-1000 * move:.0f} " for part, move in parts)
    text._code.append(f"[{codes}] TJ")
    canvas.drawText(text)


def _stretched(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    text = canvas.beginText(60, y)
    text.setWordSpace(dice.choice([0, 2, 6, 12, 40]))
    text.textOut(line)
    canvas.drawText(text)


def _in_pieces(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    text = canvas.beginText(60, y)
    text.textOut(line[:20])
    text.moveCursor(0, 0)
    text.setXPos(dice.choice([0, 5, 30, 100, -20]))
    text.textOut(line[20:])
    canvas.drawText(text)


def _over_itself(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    canvas.drawString(60, y, line)
    canvas.drawString(60 + dice.choice([0, 0.3, 5]), y + dice.choice([0, 0.2]), dice.choice([line, line[:12]]))


def _turned(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    canvas.saveState()
    canvas.translate(200, y)
    canvas.rotate(dice.choice([0, 0, 90, 180, 270, 5]))
    canvas.drawString(0, 0, line[:40])
    canvas.restoreState()


def _apart(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    letters = " ".join(line.replace(" ", "")[:20])
    canvas.drawString(60, y, dice.choice([line, letters, f"План {letters}"]), charSpace=dice.choice([0, 0, 3, 9]))


def _beside(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    canvas.drawString(60, y, line[:30])
    canvas.drawString(dice.choice([230, 330]), y - dice.choice([0, 0, 1, 3]), line[30:60])


def _raised(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    text = canvas.beginText(60, y)
    for number, word in enumerate(line.split()):
        text.setRise(dice.choice([0, 6, 7]) if number % 4 == 2 else 0)
        text.textOut(word + " ")
    canvas.drawText(text)


def _backwards(canvas: Canvas, dice: random.Random, y: float, line: str) -> None:
    """Pieces of a line from right to left, some a little over the one before, as forms are filled in."""
    pieces, x = [], 60.0
    words = line.split()
    while words:
        few = dice.randint(1, 3)
        piece, words = " ".join(words[:few]), words[few:]
        pieces.append((x, piece))
        x += canvas.stringWidth(piece, canvas._fontname, canvas._fontsize) + dice.choice([3, 3, 3, -20])
    for x, piece in reversed(pieces):
        canvas.drawString(x, y + dice.choice([0, 1.5]), piece)


_WAYS: tuple[Draw, ...] = (_stretched, _in_pieces, _over_itself, _turned, _apart, _beside, _raised, _backwards)


def _page(font: str, seed: int, way: Draw) -> bytes:
    out, dice = io.BytesIO(), random.Random(seed)
    canvas = Canvas(out, pagesize=(595, 842))
    y = 800.0
    while y > 40:
        canvas.setFont(font, dice.choice([9, 10, 12, 14]))
        if dice.random() < 0.6:
            canvas.drawString(60, y, " ".join(dice.choice(_WORDS) for _ in range(8)))
        else:
            way(canvas, dice, y, " ".join(dice.choice(dice.choice([_WORDS, _RARE])) for _ in range(8)))
        y -= dice.choice([12, 15, 16, 30])
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("way", _WAYS, ids=lambda way: way.__name__.strip("_"))
def test_whole_lines_say_what_their_words_say(roboto: str, way: Draw, monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [_page(roboto, seed, way) for seed in range(8)]
    whole = [_blocks(body) for body in bodies]
    monkeypatch.setattr(pdf_lines, "runs_of", lambda *_: Runs([], upright=False))
    assert whole == [_blocks(body) for body in bodies]


def test_a_gap_inside_a_line_drawn_at_once_parts_columns() -> None:
    """Wide gaps hide in moves between letters, of which neither blanks nor objects tell."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont("Times-Roman", 12)
    _kerned(canvas, 60, 760, [("Agreed by the council ", 0), ("of teachers", 9), ("Approved by the head", 0)])
    _kerned(canvas, 60, 740, [("Protocol of the year ", 0.3), ("number one ", 0.3), ("Order of the head", 0)])
    canvas.showPage()
    canvas.save()
    assert [block.cells for block in _blocks(out.getvalue())] == [
        ("Agreed by the council of teachers", "Approved by the head"),
        (),
    ]


def test_a_word_set_letter_by_letter_goes_on_where_another_run_begins(roboto: str) -> None:
    """Pieces of one line that were drawn from right to left, each a little lower than the one before."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    canvas.setFont(roboto, 12)
    pieces, x = [], 60.0
    for piece in ("Составлен П", "Л", "А", "Н", "Р", "А", "Б", "О", "Т педагога"):
        pieces.append((x, piece))
        x += canvas.stringWidth(piece, roboto, 12) + (9 if piece == "Н" else 3)
    for number, (x, piece) in enumerate(reversed(pieces)):
        canvas.drawString(x, 760 - 0.5 * number, piece)
    canvas.drawString(60, 700, "Персонализированная программа наставничества")
    canvas.showPage()
    canvas.save()
    assert _blocks(out.getvalue())[0].text == "Составлен ПЛАН РАБОТ педагога"


def test_runs_that_end_in_single_letters_are_not_joined_unasked() -> None:
    def row(first: str, second: str) -> list[Word]:
        return [Word(first, 60, 120, 700, 12), Word(second, 124, 180, 700, 12)]

    assert rows_are_plain([row("Составлен план", "работ педагога"), row("П", "Л")])
    assert not rows_are_plain([row("Составлен П", "план работ")])
    assert not rows_are_plain([row("Составлен план", "Т педагога")])
