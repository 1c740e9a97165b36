"""Russian text made comparable: case, ё/е, look-alike letters, quotes, dashes, blanks; and stem patterns that also
match glued words.
"""

import re
from functools import lru_cache

LOOKALIKES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
"""Latin letters that text layers and typists put in place of Cyrillic ones."""

_SAME = (
    ("ё", "е"),
    *((quote, '"') for quote in "«»“”„‟″"),
    *((dash, "-") for dash in "–—−‑‐―"),
    *((blank, " ") for blank in "\u00a0\u202f\u2009"),
    *((unseen, "") for unseen in "\u00ad\u200b\u200c\u200d\ufeff\u0306"),
)
"""Replaced one by one: for what is mostly absent that takes a tenth of the time of `str.translate`."""

_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN = re.compile(r"[A-Za-z]")
_ONLY_LOOKALIKES = re.compile(r"[ABCEHKMOPTXYaceopxyk]+")
_SPACED = re.compile(r"(?<![\w.])(?<!(?<![\w.])[\w.,№\"«»-] )(?:[\w.,№\"«»-] ){5,}[\w.](?![\w])")
"""«П О Л О Ж Е Н И Е», «0 1 . 0 9 . 2 0 2 5»: letters set apart. Where one letter began no match, the next of the same
run begins none: without the second condition that is found out anew at each.
"""
_ENDLESS = re.compile(r"(\w{200})(?=\w)|([^\w\n]{200})[^\w\n]+|(\n{200})\n+")
_HARMLESS = 5000
"""Letters of a text in which no run of letters or signs can take a pattern long."""
_BLANKS = re.compile(r"[ \t\r\f\v]{2,}|[\t\r\f\v]")
_NUMBER_SIGN = re.compile(r"(?<![a-zа-я])(?:n|no|nо|ne|лъ|n°|nº)\.?\s?(?=\d)")


def _repair(match: re.Match[str]) -> str:
    word = match.group()
    mixed = bool(_CYRILLIC.search(word)) and bool(_LATIN.search(word))
    whole = bool(_ONLY_LOOKALIKES.fullmatch(word)) and len(word) > 3
    single = word in "oOcCaAyYkKBH" and len(word) == 1
    return word.translate(LOOKALIKES) if mixed or whole or single else word


def repaired(text: str) -> str:
    """Latin look-alikes inside Russian words put right; the rest untouched."""
    return _WORD.sub(_repair, text) if _LATIN.search(text) else text


@lru_cache(maxsize=200_000)
def plain(text: str) -> str:
    """Lower case, one kind of quotes, dashes and blanks, «ё» as «е», «N 5» as «№ 5»; line ends stay."""
    if "\u0306" in text:
        text = text.replace("и\u0306", "й").replace("И\u0306", "Й")
    text = _broken(repaired(text)).lower()
    for sign, same in _SAME:
        text = text.replace(sign, same)
    text = _SPACED.sub(lambda match: match.group().replace(" ", ""), _BLANKS.sub(" ", text))
    return _NUMBER_SIGN.sub("№ ", text) if "n" in text or "лъ" in text else text


def _broken(text: str) -> str:
    """Nobody writes words of 200 letters or 200 signs on end; the time of a pattern grows with their square."""
    return _ENDLESS.sub(r"\1\2\3 ", text) if len(text) > _HARMLESS else text


def stems(pattern: str) -> re.Pattern[str]:
    """Compile a phrase of stems: `*` ends a stem, a blank joins, `|` separates phrases, `...` allows up to 60
    characters between.

    «дорожн* карт*» matches «Дорожной карты», «дорожная (карта)» and «дорожнаякарта»: text layers lose blanks, so
    blanks are optional and no word boundary is asked for unless the phrase begins with `<`. Matches against `plain`
    text.
    """
    return re.compile("|".join(_phrase(phrase.strip()) for phrase in pattern.split("|")))


def _phrase(phrase: str) -> str:
    begins = r"(?<![а-яa-z])" if phrase.startswith("<") else ""
    gaps = [part.split() for part in phrase.removeprefix("<").split("...")]
    return begins + r"[^.;]{0,60}?".join(r"[\W_]{0,6}".join(_stem(word) for word in words) for words in gaps)


def _stem(word: str) -> str:
    return re.escape(word[:-1]) + r"\w{0,7}" if word.endswith("*") else re.escape(word)


def squeezed(text: str) -> str:
    """Any white space as one blank, trimmed: how a title or quote is shown."""
    return " ".join(text.split())


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word, with «…»."""
    text = squeezed(text)
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:-–") + "…"


def is_glued(text: str) -> bool:
    """Whether a text layer has lost its blanks."""
    words = text.split()
    letters = sum(len(word) for word in words)
    return letters > 30 and letters / len(words) > 18
