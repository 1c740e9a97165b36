"""How wide the letters of a PDF's fonts are, learned once a document: what tells a gap in a line from its letters."""

from crawler.reading.pdf_chars import Characters

_CHARSET = "cp1251"
_UNKNOWN = b"?"
_HUNDREDTHS = 100
_NEAR = 0.02


class Widths:
    """Of letters by font, in its size. A font is known by its place in memory, so every answer is checked anew."""

    def __init__(self) -> None:
        self._tables: dict[int | None, bytearray] = {}
        self._depths: dict[int | None, float] = {}
        self._characters: Characters
        self._letters = b""
        self._strange = False

    def turn_to(self, characters: Characters) -> None:
        """The page that is asked about next."""
        self._characters = characters
        self._depths = {}
        self._letters = characters.text.encode(_CHARSET, "replace")
        self._strange = self._letters.count(_UNKNOWN) > characters.text.count("?")

    def of(self, font: int | None, span: tuple[int, int], first: float, last: float) -> float | None:
        """Of all letters of a span together; None when they cannot be told.

        `first` and `last` are the widths of the first and the last, as they were measured on this page.
        """
        start, end = span
        letters = self._letters[start:end]
        if self._strange and _UNKNOWN in letters:
            return None
        table = self._tables.setdefault(font, bytearray(256))
        widths = letters.translate(table)
        if 0 in widths:
            self._learn(table, letters, start)
            widths = letters.translate(table)
        if abs(widths[0] / _HUNDREDTHS - first) > _NEAR or abs(widths[-1] / _HUNDREDTHS - last) > _NEAR:
            # Another font has taken the place of one that was let go with its page.
            del self._tables[font]
            return None
        return sum(widths) / _HUNDREDTHS

    def depth(self, font: int | None, start: int, bottom: float, size: float) -> float:
        """How far the base line lies above the box of the letter at `start`, in the font's size."""
        known = self._depths.get(font)
        if known is None:
            known = self._depths[font] = (self._characters.bases([start])[0].imag - bottom) / size
        return known

    def _learn(self, table: bytearray, letters: bytes, start: int) -> None:
        new = [letter for letter in set(letters) if not table[letter]]
        boxes = self._characters.boxes([start + letters.index(letter) for letter in new])
        for letter, (_, left, top, right, bottom) in zip(new, boxes, strict=True):
            width = _HUNDREDTHS * (right - left) / max(top - bottom, 0.01)
            table[letter] = min(max(round(width), 1), 255)
