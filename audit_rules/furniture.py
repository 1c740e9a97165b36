"""What recurs across a site and says nothing of its own: menus, banners, footers, whatever builder made them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from crawler.items import Block, BlockKind, Reading

BlockKey = tuple[BlockKind, str]
REPEATED_SHARE = 0.3
REPEATED_AT_LEAST = 4
EVERYWHERE_SHARE = 0.6
EVERYWHERE_AT_LEAST = 8
ELSEWHERE_SHARE = 0.8
_DOCUMENT_ENDINGS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".odt", ".rtf", ".zip", ".rar", ".7z", ".ppt", ".pptx")


def key_of(block: Block) -> BlockKey:
    """What makes two blocks of different pages the same."""
    return block.kind, block.text


def furniture(pages: Iterable[str], readings: Mapping[str, Reading], home: str) -> frozenset[BlockKey]:
    """Blocks on many pages that also stand on the home page, lead to other pages or stand nearly everywhere.

    Pages of the same text count once: one page under five addresses repeats nothing. Documents made from one
    template share words too, but no menu; rows of tables and links to files are never furniture unless the home
    page holds them. «Подробнее» that leads elsewhere on each page is none either.
    """
    bodies = {tuple(map(key_of, readings[page].blocks)): readings[page] for page in pages if page in readings}
    counted: Counter[BlockKey] = Counter()
    leading: set[BlockKey] = set()
    ways: defaultdict[BlockKey, set[str]] = defaultdict(set)
    for reading in bodies.values():
        counted.update({key_of(block) for block in reading.blocks})
        leading |= {key_of(block) for block in reading.blocks if _leads_to_pages(block)}
        for block in reading.blocks:
            if len(block.links) == 1:
                ways[key_of(block)].add(block.links[0].url)
    enough = max(REPEATED_AT_LEAST, REPEATED_SHARE * len(bodies))
    everywhere = max(EVERYWHERE_AT_LEAST, EVERYWHERE_SHARE * len(bodies))
    at_home = {key_of(block) for block in readings[home].blocks} if home in readings else set()
    return frozenset(
        key
        for key, times in counted.items()
        if times >= enough
        and len(ways[key]) < ELSEWHERE_SHARE * times
        and (key in at_home or _is_movable(key, leading, times >= everywhere))
    )


def _is_movable(key: BlockKey, leading: set[BlockKey], everywhere: bool) -> bool:
    return key[0] is not BlockKind.ROW and (key in leading or everywhere)


def _leads_to_pages(block: Block) -> bool:
    return bool(block.links) and not any(link.url.lower().endswith(_DOCUMENT_ENDINGS) for link in block.links)
