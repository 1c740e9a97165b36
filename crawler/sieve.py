"""What of one site need not be asked for: when that is asked, what is told, and what the answer does to the queue.

Asked is only between two addresses, when everything fetched has been read, after so many addresses and whenever
nothing else waits: points that come at the same place of every crawl of the same answers, killed and resumed or not.
"""

from crawler.codec import dump_line
from crawler.frontier import HELD, PENDING
from crawler.items import School
from crawler.outcome import found_in, reading_lines
from crawler.record import Record

_FIRST = 30
"""A home page and its menu alone tell nothing."""
_FEWEST = 10
_SHARE = 3
"""Asked again after a third more: a long crawl is judged a dozen times, not a hundred."""


class Sieve:
    """Kept in the frontier's notes, so that a resumed crawl asks at the same places; `on` is off where nobody is
    named who could be asked.
    """

    def __init__(self, school: School, record: Record, *, on: bool) -> None:
        self._school = school
        self._record = record
        self._frontier = record.frontier
        self._on = on

    @property
    def is_due(self) -> bool:
        """Whether the next address may not be taken before the question has been answered."""
        if not self._on or self._frontier.asked < int(self._frontier.get("question_at", str(_FIRST))):
            return False
        return self._frontier.has(PENDING)

    @property
    def is_due_at_last(self) -> bool:
        """Whether nothing waits but what is held, and something was read since it was."""
        if not self._on or str(self._frontier.asked) == self._frontier.get("questioned_at"):
            return False
        return self._frontier.has(HELD) and not self._frontier.has(PENDING)

    def told(self) -> str:
        """What the site has given so far, a line of JSON; what waits is told as left out."""
        links, documents = found_in(self._record)
        parts = {
            "school": dump_line(self._school),
            "links": f"[{','.join(map(dump_line, links))}]",
            "documents": f"[{','.join(map(dump_line, documents))}]",
            "readings": f"[{','.join(reading_lines(self._record, documents))}]",
        }
        return "{" + ",".join(f'"{name}":{value}' for name, value in parts.items()) + "}"

    def answered(self, needed: frozenset[str] | None) -> None:
        """Hold what does not matter; nothing, when there was no answer."""
        asked = self._frontier.asked
        self._frontier.put("questioned_at", str(asked))
        self._frontier.put("question_at", str(asked + max(_FEWEST, asked // _SHARE)))
        if needed is None:
            self._frontier.release()
        else:
            self._frontier.hold_all_but(needed)
        self._record.happened()
