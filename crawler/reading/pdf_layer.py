"""What the text layer of a PDF page is worth: whether its picture must be read instead."""

import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from crawler.reading.charset import has_strange, is_plausible, plausibility, repair
from crawler.reading.pdf_calls import kinds_of

_MOST_OBJECTS = 300
_MAY_HOLD_PICTURES = {pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM}
_WHOLE_PAGE = 0.6
"""A picture over so much of a page is its scan."""
_FEW_LETTERS = 300
"""A stamp of a signature laid over a scan has no more."""
_ENOUGH = 60
_IMPLAUSIBLE = 0.2
_LONGEST_MEAN = 16
_SAMPLE = 450
_SOUND = 200
"""Letters enough to judge by."""
_USUAL_MEAN = 10
_SPOILT_SHARE = 0.12
_TOKEN = re.compile(r"\S+")
_WORDS = re.compile(r"[^\W\d_]+")
_CYRILLIC = re.compile(r"[а-яё]+", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]+", re.IGNORECASE)
_INSIDE = re.compile(r"(?<=[а-яё])[{}|<>\\^~@#$%&*=+\[\]](?=[а-яё])|(?<=[а-яё])[a-z0-9](?=[а-яё])", re.IGNORECASE)
_RUN = re.compile(r"[А-ЯЁа-яё]+")


def is_sound(text: str) -> bool:
    """By a sample of its lines it is Russian beyond doubt: nothing to repair, words not run together."""
    sample = "\n".join(text.split("\n")[:: 1 + len(text) // _SAMPLE])
    runs = _RUN.findall(sample)
    return _SOUND <= sum(map(len, runs)) <= _USUAL_MEAN * len(runs) and is_plausible(sample) and not has_strange(text)


def is_worthless(text: str, page: pdfium.PdfPage, kinds: list[int], *, sound: bool) -> bool:
    """Whether the picture of a page says more than its text layer, which may be known as sound (`is_sound`).

    Nothing but a stamp over a scan, a scanner's own poor recognition, letters mapped to the wrong signs, words run
    together throughout.
    """
    if not sound:
        if _letters(text) < _ENOUGH:
            return _is_scan(page, kinds)
        if plausibility(repair(text)) < _IMPLAUSIBLE or _is_glued(text):
            return True
    return _is_scan(page, kinds) and (_letters(text) < _FEW_LETTERS or _is_badly_recognised(text))


def is_blank(page: pdfium.PdfPage) -> bool:
    """Nothing at all is drawn on the page."""
    return bool(pdfium_c.FPDFPage_CountObjects(page) == 0)


def picture_width(page: pdfium.PdfPage) -> float:
    """Pixels across the widest picture of a page; 0 when there is none."""
    return max((float(picture.get_px_size()[0]) for picture in _pictures(page, kinds_of(page))), default=0.0)


def _letters(text: str) -> int:
    return sum(map(len, _WORDS.findall(text)))


def _is_glued(text: str) -> bool:
    runs = [len(run) for run in _RUN.findall(text)]
    return sum(runs) > 200 and sum(runs) / len(runs) > _LONGEST_MEAN


def _is_badly_recognised(text: str) -> bool:
    """Latin letters and signs where Russian ones should stand: «поло}кЕнt{Е», «HACTABHИЧЕСTBO»."""
    cyrillic, latin = sum(map(len, _CYRILLIC.findall(text))), sum(map(len, _LATIN.findall(text)))
    if latin > cyrillic:
        return True
    tokens = [token for token in _TOKEN.findall(text) if len(token) > 2]
    spoilt = sum(bool(_INSIDE.search(token)) for token in tokens)
    return spoilt > _SPOILT_SHARE * len(tokens)


def _is_scan(page: pdfium.PdfPage, kinds: list[int]) -> bool:
    width, height = page.get_size()
    return any(_share(picture, width * height) > _WHOLE_PAGE for picture in _pictures(page, kinds))


def _share(picture: pdfium.PdfImage, area: float) -> float:
    left, bottom, right, top = picture.get_bounds()
    return float(abs((right - left) * (top - bottom)) / max(area, 1.0))


def _pictures(page: pdfium.PdfPage, kinds: list[int]) -> Iterator[pdfium.PdfImage]:
    if _MAY_HOLD_PICTURES.isdisjoint(kinds):
        return
    objects = page.get_objects(filter=(pdfium_c.FPDF_PAGEOBJ_IMAGE,), max_depth=3)
    for _, picture in zip(range(_MOST_OBJECTS), objects, strict=False):
        yield picture
