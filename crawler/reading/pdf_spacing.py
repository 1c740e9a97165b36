"""Words of a PDF line set letter by letter, put together: «П О Л О Ж Е Н И Е  О  С О В Е Т Е» is three words."""

from itertools import pairwise
from statistics import median

from crawler.reading.pdf_words import Word

_FEWEST = 4
_WORD_GAP = 1.6
"""A gap so much wider than the usual one parts two words."""


def close_up(words: list[Word]) -> list[Word]:
    """Runs of single letters as words, parted where the gaps are wider; everything else as it is."""
    if sum(len(word.text) == 1 for word in words) < _FEWEST:
        return words
    closed: list[Word] = []
    run: list[Word] = []
    for word in words:
        if len(word.text) == 1 and not (run and word.left - run[-1].right > 2.5 * word.size):
            run.append(word)
            continue
        closed += _closed(run)
        run = [word] if len(word.text) == 1 else []
        closed += [] if run else [word]
    return closed + _closed(run)


def _closed(run: list[Word]) -> list[Word]:
    letters = sum(word.text.isalpha() for word in run)
    if len(run) < _FEWEST or letters * 2 <= len(run):
        return run
    usual = median(after.left - before.right for before, after in pairwise(run))
    whole = [run[0]]
    for before, after in pairwise(run):
        if after.left - before.right > max(_WORD_GAP * usual, 1.0):
            whole.append(after)
        else:
            whole[-1] = Word(whole[-1].text + after.text, whole[-1].left, after.right, whole[-1].base, whole[-1].size)
    return whole
