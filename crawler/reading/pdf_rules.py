"""The ruling lines of a PDF page: what borders of tables are drawn with, pieces put together."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_THIN = 3.0
_SHORTEST = 6.0
_TOUCH = 3.0
_MOST_OBJECTS = 6_000
_MOST_SEGMENTS = 400


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line across (`level`) or down the page, at `at`, from `start` to `end`."""

    level: bool
    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _TOUCH <= place <= self.end + _TOUCH


def rules_of(page: pdfium.PdfPage, kinds: list[int], turn: complex) -> tuple[list[Rule], list[Rule]]:
    """Lines across and lines down a page with objects of these `kinds`, in the same turned coordinates as its words."""
    found = [rule for box in _boxes(page, kinds) if (rule := _rule(box, turn)) is not None]
    return _merged(rule for rule in found if rule.level), _merged(rule for rule in found if not rule.level)


def _boxes(page: pdfium.PdfPage, kinds: list[int]) -> Iterator[tuple[complex, complex]]:
    """Opposite corners of every thin path and of every edge of the others."""
    sides = [ctypes.c_float() for _ in range(4)]
    for number, kind in enumerate(kinds[:_MOST_OBJECTS]):
        if kind != pdfium_c.FPDF_PAGEOBJ_PATH:
            continue
        item = pdfium_c.FPDFPage_GetObject(page, number)
        if not pdfium_c.FPDFPageObj_GetBounds(item, *sides):
            continue
        left, bottom, right, top = (side.value for side in sides)
        if right - left < _THIN or top - bottom < _THIN:
            yield complex(left, bottom), complex(right, top)
        else:
            yield from _edges(item)


def _edges(item: object) -> Iterator[tuple[complex, complex]]:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, matrix)
    first = previous = 0j
    x, y = ctypes.c_float(), ctypes.c_float()
    for number in range(min(pdfium_c.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = pdfium_c.FPDFPath_GetPathSegment(item, number)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
        point = complex(
            matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f
        )
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium_c.FPDF_SEGMENT_LINETO:
            yield previous, point
        previous = point
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            yield point, first


def _rule(corners: tuple[complex, complex], turn: complex) -> Rule | None:
    """A thin box as a line; None for what is no line along the page's edges."""
    one, other = (corner * turn for corner in corners)
    width, height = abs(one.real - other.real), abs(one.imag - other.imag)
    if height < _THIN and width >= _SHORTEST:
        return Rule(True, (one.imag + other.imag) / 2, *sorted((one.real, other.real)))
    if width < _THIN and height >= _SHORTEST:
        return Rule(False, (one.real + other.real) / 2, *sorted((one.imag, other.imag)))
    return None


def _merged(rules: Iterator[Rule]) -> list[Rule]:
    """Word draws a border cell by cell: pieces on one line that touch become one."""
    lines: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if not lines or rule.at - lines[-1][0].at > _THIN:
            lines.append([])
        lines[-1].append(rule)
    return [rule for line in lines for rule in _joined(line)]


def _joined(line: list[Rule]) -> list[Rule]:
    at = line[0].at
    whole: list[Rule] = []
    for rule in sorted(line, key=lambda rule: rule.start):
        if whole and rule.start <= whole[-1].end + _TOUCH:
            whole[-1] = Rule(rule.level, at, whole[-1].start, max(whole[-1].end, rule.end))
        else:
            whole.append(Rule(rule.level, at, rule.start, rule.end))
    return whole
