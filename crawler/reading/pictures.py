"""The pictures of pages that OCR reads: pages of a PDF drawn, images decoded, pictures of a text-less DOCX."""

import io
import warnings
from dataclasses import dataclass

import pypdfium2 as pdfium
from PIL import Image, ImageOps, UnidentifiedImageError

from crawler.reading import zipguard
from crawler.reading.docx_pictures import pictures_of
from crawler.reading.pdf_file import opened
from crawler.reading.pdf_layer import picture_width
from crawler.reading.problems import UnreadableError

IMAGES = frozenset({"jpeg", "png", "tiff", "gif", "webp"})
MOST_PAGES = 60
"""Of one document: at a second or two each, more would hold a core for minutes."""
_FEWEST_DPI, _MOST_DPI = 200, 300
_MOST_PIXELS = 12_000_000
"""An A4 page at 300 dpi has 8.7 million; larger pictures are drawn smaller."""
_LARGEST_IMAGE = 80_000_000
_A4_INCHES = 8.27


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Grey pixels, one byte each, row by row."""

    width: int
    height: int
    pixels: bytes
    dpi: int


def picture_of(body: bytes, kind: str, page: int) -> Picture:
    """The picture of one page, from 1; raises `UnreadableError`."""
    if kind == "pdf":
        return _drawn(body, page)
    if kind == "docx":
        return _decoded(pictures_of(zipguard.opened(body))[page - 1], 1)
    return _decoded(body, page)


def pages_of(body: bytes) -> int:
    """How many pages an image has (TIFF may have many); raises `UnreadableError` for one that is no image or a bomb."""
    with _image(body) as image:
        _guard(image)
        count = 1
        while count < MOST_PAGES and _has(image, count):
            count += 1
        return count


def _has(image: Image.Image, frame: int) -> bool:
    """Asked frame by frame: counting all frames of a hostile file takes for ever."""
    try:
        image.seek(frame)
    except (EOFError, OSError, ValueError, SyntaxError):
        return False
    return True


def _drawn(body: bytes, number: int) -> Picture:
    document = opened(body)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        own = picture_width(page) / max(width / 72, 0.1)
        dpi = min(max(own, _FEWEST_DPI), _MOST_DPI)
        scale = min(dpi / 72, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
        return _of_bitmap(bitmap, round(scale * 72))
    except pdfium.PdfiumError as error:
        raise UnreadableError("damaged") from error
    finally:
        document.close()


def _of_bitmap(bitmap: pdfium.PdfBitmap, dpi: int) -> Picture:
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    raw = bytes(bitmap.buffer)
    pixels = raw if stride == width else b"".join(raw[row * stride : row * stride + width] for row in range(height))
    return Picture(width=width, height=height, pixels=pixels, dpi=dpi)


def _decoded(body: bytes, page: int) -> Picture:
    with _image(body) as image:
        if page > 1 and not _has(image, page - 1):
            raise UnreadableError("damaged")
        _guard(image)
        image.draft("L", _fitting(image.size))
        grey = _grey(image)
        size = _fitting(grey.size)
        if size != grey.size:
            grey = grey.resize(size, Image.Resampling.BOX)
        dpi = min(max(round(grey.width / _A4_INCHES), 70), _MOST_DPI)
        return Picture(width=grey.width, height=grey.height, pixels=grey.tobytes(), dpi=dpi)


def _grey(image: Image.Image) -> Image.Image:
    """Upright as a viewer would show it, on white where it is transparent."""
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("LA", "PA", "RGBA") or "transparency" in upright.info:
        whole = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", whole.size, "white"), whole)
    return upright.convert("L")


def _fitting(size: tuple[int, int]) -> tuple[int, int]:
    share = min(1.0, (_MOST_PIXELS / (size[0] * size[1])) ** 0.5)
    return max(1, int(size[0] * share)), max(1, int(size[1] * share))


def _image(body: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return Image.open(io.BytesIO(body))
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError) as error:
        too_large = isinstance(error, Image.DecompressionBombError)
        raise UnreadableError("too_large" if too_large else "damaged") from error


def _guard(image: Image.Image) -> None:
    """By the size its header states, before anything is decoded."""
    if image.width * image.height > _LARGEST_IMAGE:
        raise UnreadableError("too_large")
