"""Russian words recognised in Latin letters, however they were spelled (pure).

Every builder has its own table («педагогический» is `pedagogicheskij`, `pedagogicheskiy`, `pedagogiceskii`), so both
sides are reduced to a skeleton in which the tables agree.
"""

import re
from functools import lru_cache

_RUSSIAN = str.maketrans(
    dict(zip("абвгдеёжзийклмнопрстуфхцчшщыэюя", "abvgdeeiziiklmnoprstufhccssieua", strict=True)) | {"ъ": "", "ь": ""}
)
_LATIN = re.compile("shch|shh|sch|sh|zh|kh|ch|ts|tc(?!h)|cz|[jywx]")
_SAME = {"zh": "i", "j": "i", "y": "i", "kh": "h", "x": "h", "w": "v"} | dict.fromkeys(
    ("shch", "shh", "sch", "sh"), "s"
)
_SOFT = re.compile("i+(?=[aeou])|['`´]")
_TWICE = re.compile(r"(.)\1+")
_APART = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def skeleton(text: str) -> str:
    """What is left of a word or an address when the differences between tables of letters are taken away."""
    plain = _LATIN.sub(lambda found: _SAME.get(found[0], "c"), text.lower())
    plain = plain.translate(_RUSSIAN)
    return _TWICE.sub(r"\1", _SOFT.sub("", _APART.sub(" ", plain)))


def stem_skeleton(stem: str) -> str:
    """The skeleton of a word's beginning: its last vowel may soften into the next."""
    return skeleton(stem).rstrip("i")
