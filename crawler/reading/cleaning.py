"""What is the same text to a reader: blanks, soft hyphens, control characters, composed letters, letters set apart."""

import re
import unicodedata

# Soft hyphen, zero width, direction marks, BOM, non-characters, lone surrogates, C0 and C1 controls that are no blanks.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
_BLANK = re.compile(r"[^\S ]")
# Four and more single characters, one blank between: «П О Л О Ж Е Н И Е»; two blanks part the words.
_APART = re.compile(r"(?<!\S)(?:\S ){3,}\S(?!\S)")
_DATE = re.compile(r"\d{1,2}[.,]\d{1,2}[.,]\d{2,4}г?\.?")


def tidy(text: str) -> str:
    """One line of text as a person sees it: single blanks, nothing invisible, letter-spaced words joined."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = _UNSEEN.sub("", text)
    if not unicodedata.is_normalized("NFC", text):
        # Names typed on a Mac carry «й» as two characters and match nothing.
        text = unicodedata.normalize("NFC", text)
    return " ".join(join_apart(_BLANK.sub(" ", text)).split())


def join_apart(text: str) -> str:
    """Letter-spaced runs joined; figures in a row («5 4 5 3») stay apart unless they are a date."""
    return _APART.sub(lambda run: _joined(run.group()), text)


def _joined(run: str) -> str:
    word = run.replace(" ", "")
    letters = sum(map(str.isalpha, word))
    return word if (letters >= 4 and letters * 2 > len(word)) or _DATE.fullmatch(word) else run
