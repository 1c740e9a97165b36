"""The words that promise evidence, as the crawler uses them: a vocabulary handed in from outside (`promise.toml`)."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from crawler.items import Relevance

_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Words of one class; `text` are stems of Russian words, `address` pieces of a transliterated path."""

    relevance: Relevance
    weight: int
    text: tuple[str, ...]
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """All classes, heaviest first."""

    words: tuple[Vocabulary, ...]
    _said: "dict[str, Vocabulary | None]" = field(default_factory=dict, init=False, repr=False, compare=False)
    """What texts and addresses promise: each page of a site repeats the links of those before."""
    _named: "dict[str, Vocabulary | None]" = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """From the tables of `promise.toml`; KeyError or ValueError where they are not what they should be."""
        words = [
            Vocabulary(
                relevance=Relevance(table["class"]),
                weight=int(table["weight"]),
                text=tuple(map(folded, table["text"])),
                address=tuple(str(piece).lower() for piece in table.get("address", ())),
            )
            for table in data["word"]
        ]
        return cls(words=tuple(sorted(words, key=lambda word: -word.weight)))

    @classmethod
    def from_file(cls, path: Path) -> Self:
        return cls.from_data(tomllib.loads(path.read_text("utf-8")))

    def to_data(self) -> dict[str, Any]:
        """The reverse of `from_data`, for handing it to another process."""
        return {
            "word": [
                {"class": word.relevance.value, "weight": word.weight, "text": word.text, "address": word.address}
                for word in self.words
            ]
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


def _make_room(remembered: dict[str, Vocabulary | None]) -> None:
    if len(remembered) >= _MOST_REMEMBERED:
        remembered.clear()


def folded(text: str) -> str:
    """Lower case, «ё» as «е»: the form in which words are compared."""
    return text.lower().replace("ё", "е")
