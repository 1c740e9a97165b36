"""Russian titles into the Latin words builders put into addresses."""

from urllib.parse import quote

RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
LATIN = "a b v g d e yo zh z i j k l m n o p r s t u f kh c ch sh shh _ y _ eh yu ya".replace("_", "").split(" ")
LETTERS = dict(zip(RUSSIAN, LATIN, strict=True))


def latin_slug(text: str, joint: str = "-", length: int = 48) -> str:
    """`Наши группы` -> `nashi-gruppy`; signs other than letters and digits become the joint."""
    letters = (LETTERS.get(letter, letter if letter.isascii() and letter.isalnum() else " ") for letter in text.lower())
    return joint.join("".join(letters).split())[:length].strip(joint)


def cyrillic_slug(text: str, length: int = 40) -> str:
    """`Наши группы` -> `наши-группы`, percent-encoded."""
    letters = (letter if letter.isalnum() else " " for letter in text.lower())
    return percent("-".join("".join(letters).split())[:length].strip("-"))


def percent(text: str) -> str:
    """A name as it stands in an address."""
    return quote(text, safe="/-_.~")
