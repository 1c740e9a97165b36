"""The words that promise evidence, as the crawler uses them: a vocabulary handed in from outside (`promise.toml`)."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from crawler.items import Relevance
from crawler.transliteration import skeleton, stem_skeleton

_TELLING = 4
"""A shorter piece stands in too many words."""

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words of one class; `text` are stems of Russian words, `address` pieces of a transliterated path."""

    relevance: Relevance
    weight: int
    text: tuple[str, ...]
    address: tuple[str, ...] = ()
    shapes: tuple[str, ...] = ()
    """The words of `text` as they look in any table of Latin letters; for the order only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Words of what the rows do not ask for: what says them is read later, never left out."""

    always: tuple[str, ...] = ()
    """Whatever else is said."""
    text: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    """Words of teachers: beside one of them those of `text` decide nothing."""
    address: tuple[str, ...] = ()
    """Those of `always` and `text` as they look in an address."""
    teachers: tuple[str, ...] = ()
    """Those of `unless` likewise."""

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        lists = {name: tuple(map(folded, data.get(name, ()))) for name in ("always", "text", "unless")}
        away = (word for name in ("always", "text") for word in lists[name])
        return cls(**lists, address=_shapes(away), teachers=_shapes(lists["unless"]))

    def in_text(self, text: str) -> bool:
        """`text` is folded."""
        if any(word in text for word in self.always):
            return True
        return any(word in text for word in self.text) and not any(word in text for word in self.unless)

    def of_teachers(self, text: str, name: str) -> bool:
        """Whether it is said, or told by the address of a link without words, that something is for teachers."""
        if text:
            return any(word in text for word in self.unless)
        plain = skeleton(name)
        return any(piece in plain for piece in self.teachers)

    def in_address(self, name: str) -> bool:
        """Whether a transliterated name tells of such a matter, and of no teachers."""
        plain = skeleton(name)
        if not any(piece in plain for piece in self.address):
            return False
        return not any(piece in plain for piece in self.teachers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """All classes, heaviest first."""

    words: tuple[Vocabulary, ...]
    elsewhere: Elsewhere = Elsewhere()
    _said: "dict[str, Vocabulary | None]" = field(default_factory=dict, init=False, repr=False, compare=False)
    """What texts and addresses promise: each page of a site repeats the links of those before."""
    _named: "dict[str, Vocabulary | None]" = field(default_factory=dict, init=False, repr=False, compare=False)
    _shaped: "dict[str, Vocabulary | None]" = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """From the tables of `promise.toml`; KeyError or ValueError where they are not what they should be."""
        words = [
            Vocabulary(
                relevance=Relevance(table["class"]),
                weight=int(table["weight"]),
                text=tuple(map(folded, table["text"])),
                address=tuple(str(piece).lower() for piece in table.get("address", ())),
                shapes=_shapes(map(folded, table["text"])),
            )
            for table in data["word"]
        ]
        elsewhere = Elsewhere.from_data(data.get("elsewhere", {}))
        return cls(words=tuple(sorted(words, key=lambda word: -word.weight)), elsewhere=elsewhere)

    @classmethod
    def from_file(cls, path: Path) -> Self:
        return cls.from_data(tomllib.loads(path.read_text("utf-8")))

    def to_data(self) -> dict[str, Any]:
        """The reverse of `from_data`, for handing it to another process."""
        return {
            "word": [
                {"class": word.relevance.value, "weight": word.weight, "text": word.text, "address": word.address}
                for word in self.words
            ],
            "elsewhere": {name: getattr(self.elsewhere, name) for name in ("always", "text", "unless")},
        }

    def in_text(self, *texts: str) -> Vocabulary | None:
        """The heaviest class with a word in any of the texts."""
        whole = "\n".join(texts)
        if whole not in self._said:
            _make_room(self._said)
            plain = folded(whole)
            self._said[whole] = next((word for word in self.words if any(stem in plain for stem in word.text)), None)
        return self._said[whole]

    def in_address(self, path: str) -> Vocabulary | None:
        """The heaviest class with a piece in the path; underscores and blanks count as hyphens."""
        if path not in self._named:
            _make_room(self._named)
            self._named[path] = self._by_pieces(path.lower())
        return self._named[path]

    def _by_pieces(self, plain: str) -> Vocabulary | None:
        same = plain.replace("_", "-").replace("%20", "-")
        return next(
            (word for word in self.words if any(piece in plain or piece in same for piece in word.address)), None
        )

    def in_name(self, name: str) -> Vocabulary | None:
        """The heaviest class that the name of a file or page tells, in whatever letters it is written."""
        if name not in self._shaped:
            _make_room(self._shaped)
            self._shaped[name] = self._by_shape(name)
        return self._shaped[name]

    def _by_shape(self, name: str) -> Vocabulary | None:
        plain = skeleton(name)
        shaped = next((word for word in self.words if any(shape in plain for shape in word.shapes)), None)
        told = self.in_address(name)
        return max((word for word in (shaped, told) if word is not None), key=lambda word: word.weight, default=None)


def _shapes(stems: Iterable[str]) -> tuple[str, ...]:
    return tuple(shape for shape in map(stem_skeleton, stems) if len(shape) >= _TELLING)


def _make_room(remembered: dict[str, Vocabulary | None]) -> None:
    if len(remembered) >= _MOST_REMEMBERED:
        remembered.clear()


def folded(text: str) -> str:
    """Lower case, «ё» as «е»: the form in which words are compared."""
    return text.lower().replace("ё", "е")
