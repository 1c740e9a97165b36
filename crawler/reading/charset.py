"""The charset a page is really written in: declared ones are candidates, plausible Russian decides."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

# Pairs of letters that make up two thirds of any Russian text and a tenth of the same text read in a wrong charset.
_PAIRS_LISTED = """
    ст но то на ен ов ни ра во ко ро ос ал ер ли от ре не пр ет ан ат ор та го по ес ит за ка ол ть ло ом ел ри ле
    мо од ас ти те де че ие ия ис об ог ки пе ед ва тв ме ск ны ац ии из ве до ых ин их ма ди ар ла ий ру со си им
    сп же ем нн ль ск да ви вн ич ой уч аз ая пл ци ик ее её ам ож ча бо ил ую оо ве ня ми бы ть вы ся ше ют ющ ще
    ях ам ев ну тр др ци аб ид
"""
_PAIRS = frozenset(_PAIRS_LISTED.split())
_CANDIDATES = ("utf-8", "cp1251", "koi8-r", "cp866", "mac-cyrillic")
# How text comes to be encoded twice: (read as, was really).
_TWICE = (
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("cp1251", "utf-8"),
    ("cp1253", "utf-8"),
    ("latin-1", "cp1251"),
    ("cp1252", "cp1251"),
    ("cp1251", "koi8-r"),
    ("koi8-r", "cp1251"),
    ("cp1251", "cp866"),
    ("cp866", "cp1251"),
    ("mac-cyrillic", "cp1251"),
    ("cp1251", "mac-cyrillic"),
    ("cp866", "utf-8"),
    ("koi8-r", "utf-8"),
)
_ALIKE = (("mac-cyrillic", "cp1251"), ("cp1251", "mac-cyrillic"))
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.-]+)""", re.IGNORECASE)
_UNREAD = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_FOREIGN = re.compile(r"[^\x00-\x7f«»–—№…“”„’‘·•\u00a0\u00ad\u200b-\u200f\u2028\ufeff☎✉←-⇿©®°§×±€₽✔✓▪●○■□►→←↑↓]+")
_RUSSIAN = re.compile(r"[а-яё]{2,}")
_NOT_RUSSIAN = re.compile(r"[^а-яёА-ЯЁ ]")
# A capital after a small letter parts words: «оПХЙЮГ» is none.
_CASE_TURN = re.compile(r"(?<=[а-яё])(?=[А-ЯЁ])")
_HIGH_BYTES = bytes(range(128, 256))
_UTF8_LETTER = re.compile(rb"[\xd0\xd1][\x80-\xbf]")
# Capitals of one Cyrillic charset read as another that has the same small letters (cp1251 and Mac).
_STRANGE = re.compile("[ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЄЇІіґєјЅѕї†‡‰€ƒ]")
# Those of them that are found fast; the others never come without one of these.
_STRANGE_ALONE = "ЂѓЉЊЌЋЏђљњќћџЎўЈҐЇІіґєјЅѕї‡€"
_SAMPLE = 1_500
_ENOUGH = 40
_PLAUSIBLE = 0.45
_HOPELESS = 0.2
_SURE = 0.7
_LATIN = re.compile(r"[A-Za-z]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the charset it was really in, and whether too much is lost to conclude that something is absent."""

    text: str
    encoding: str
    doubtful: bool = False


def decode(body: bytes, header_charset: str | None = None) -> Decoded:
    """Never fails; the charset of the HTTP header and of the page itself win only ties."""
    if body.isascii():
        return Decoded(text=body.decode("ascii"), encoding="utf-8")
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _finished(body.decode(name, "replace"), name)
    strict = _strict_utf8(body)
    if strict is not None:
        return Decoded(text=strict, encoding="utf-8") if _is_russian(strict, body) else _finished(strict, "utf-8")
    return _best_of(body, _declared(body, header_charset))


def repair(text: str) -> str:
    """Text read in a wrong charset somewhere before us («Ãîñóäàð», «РќР°СЃС‚») put right; other text as it is."""
    return _mended(text)[0]


def _mended(text: str) -> tuple[str, float]:
    """The text put right, and how plausible it is then; 1 where it cannot be judged."""
    score = plausibility(text)
    if score >= _PLAUSIBLE:
        return _small_letters_kept(text, score), score
    if not _dense(text):
        return text, 1.0
    best = text
    for read_as, really in _TWICE:
        candidate = _reread(text, read_as, really)
        if candidate is not None and (found := plausibility(candidate)) > max(score, _PLAUSIBLE):
            best, score = candidate, found
    return best, score


def _small_letters_kept(text: str, score: float) -> str:
    """Two charsets that share their small letters, confused: «ѕриказ», «наставл€емых», «длЯ», «Љадровые»."""
    strange = len(_STRANGE.findall(text))
    if strange < 3:
        return text
    for read_as, really in _ALIKE:
        candidate = _reread(text, read_as, really)
        if candidate is not None and len(_STRANGE.findall(candidate)) * 5 < strange and plausibility(candidate) > score:
            return candidate
    return text


def plausibility(text: str) -> float:
    """Share of letter pairs outside ASCII that are common in Russian, 0 to 1; 1 where there is too little to judge."""
    runs = _FOREIGN.findall(text)
    length = sum(map(len, runs))
    if length < _ENOUGH // 4:
        return 1.0
    sample = " ".join(runs[:: 1 + length // _SAMPLE])
    words = _RUSSIAN.findall(_CASE_TURN.sub(" ", sample).lower())
    pairs = sum(map(len, words)) - len(words)
    common = sum(map(_common_pairs, words))
    # What is no Russian letter at all (box drawing, «Ð°», «ЂЃљ») counts against the text; lone «и», «в» do not.
    strange = len(_NOT_RUSSIAN.findall(sample))
    return common / max(1, pairs + strange)


@lru_cache(maxsize=16_384)
def _common_pairs(word: str) -> int:
    # The same words return on every page.
    return sum(word[at : at + 2] in _PAIRS for at in range(len(word) - 1))


def is_plausible(text: str) -> bool:
    """Russian beyond doubt: `repair` leaves it as it is, if it has no strange letters."""
    return plausibility(text) >= _PLAUSIBLE


def has_strange(text: str) -> bool:
    """Letters of other Cyrillic alphabets, that come where two charsets were confused."""
    return _STRANGE.search(text) is not None


def _is_russian(text: str, body: bytes) -> bool:
    """Whether nothing of a text read as UTF-8 can be in want of repair: a few quick counts that most pages pass.

    «о» is a ninth of Russian letters and rare in what a wrong charset makes of them.
    """
    foreign = len(body) - len(text)
    if foreign < _SAMPLE or text.count("о") * 14 < foreign or "\ufffd" in text:
        return False
    return not any(letter in text for letter in _STRANGE_ALONE)


def _strict_utf8(body: bytes) -> str | None:
    try:
        # A body cut in the middle of a letter is still UTF-8.
        return codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return None


def _declared(body: bytes, header: str | None) -> Iterator[str]:
    meta = _META.search(body[:8192])
    for name in (header or "", meta.group(1).decode("ascii", "replace") if meta else "", *_CANDIDATES):
        found = _known(name)
        if found:
            yield found


def _known(name: str) -> str:
    try:
        found = codecs.lookup(name.strip(" \"'").lower()).name if name else ""
    except (LookupError, ValueError):
        return ""
    # Python's own «encodings» such as base64, idna or unicode_escape are none for a page.
    return found if found in _PAGE_CHARSETS else ""


_PAGE_CHARSETS = frozenset(
    codecs.lookup(name).name
    for name in (
        *_CANDIDATES,
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "latin-1",
        "cp1252",
        "iso8859-5",
        "koi8-u",
        "cp855",
        "ascii",
    )
)


def _best_of(body: bytes, names: Iterator[str]) -> Decoded:
    best, score = Decoded(text="", encoding="", doubtful=True), -1.0
    for name in dict.fromkeys(names):
        if name == "utf-8" and not _partly_utf8(body):
            continue
        text = _read(body, name)
        # Charsets that share their small letters differ in what becomes of the capitals: «Ќаша», «яшкола».
        found = plausibility(text) - _lost_share(text) - len(_STRANGE.findall(text)) / max(1, len(text))
        if found > score + 0.001:
            best, score = Decoded(text=text, encoding=name), found
        if score > _SURE and not _STRANGE.search(best.text):
            break
    return _finished(best.text, best.encoding)


def _partly_utf8(body: bytes) -> bool:
    """At least a tenth of what is not ASCII are Cyrillic letters of UTF-8."""
    foreign = len(body) - len(body.translate(None, _HIGH_BYTES))
    return len(_UTF8_LETTER.findall(body)) * 20 >= foreign


def _read(body: bytes, name: str) -> str:
    """UTF-8 with runs of cp1251 in it is met where a template and its content were written in different years."""
    return body.decode(name, "cp1251_runs" if name == "utf-8" else "replace")


def _cp1251_runs(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1251", "replace"), error.end


codecs.register_error("cp1251_runs", _cp1251_runs)


def _finished(text: str, encoding: str) -> Decoded:
    text, score = _mended(text)
    return Decoded(text=text, encoding=encoding, doubtful=score < _HOPELESS or _lost_share(text) > 0.005)


def _dense(text: str) -> bool:
    """Enough foreign letters to judge by, and more than another Latin language has; mojibake is dense."""
    visible = _UNREAD.sub(" ", text) if "<" in text else text
    foreign = sum(map(len, _FOREIGN.findall(visible)))
    return foreign >= _ENOUGH and foreign * 3 > sum(map(len, _LATIN.findall(visible)))


def _lost_share(text: str) -> float:
    lost = text.count("\ufffd")
    return lost / max(1, sum(map(len, _FOREIGN.findall(text)))) if lost >= 3 else 0.0


def _reread(text: str, read_as: str, really: str) -> str | None:
    """`text` as bytes of `read_as` read again; None when it cannot have come about so."""
    candidate = text.encode(read_as, "bytes_of_gaps").decode(really, "replace")
    given_up = candidate.count("?") - text.count("?")
    return candidate if given_up * 50 <= sum(map(len, _FOREIGN.findall(text))) else None


def _bytes_of_gaps(error: UnicodeError) -> tuple[bytes, int]:
    """Characters a one-byte charset leaves undefined are passed through as their own number by browsers and editors."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    run = error.object[error.start : error.end]
    return bytes(ord(char) if ord(char) < 256 else 0x3F for char in run), error.end


codecs.register_error("bytes_of_gaps", _bytes_of_gaps)
