"""Where a site itself lists an address: in a menu, or in its site map (from the record)."""

from collections import defaultdict

from crawler.frontier import Frontier

_LISTED = """
SELECT t.url, max(e.menu), max(e.way = 'sitemap') FROM edges e JOIN urls t ON t.id = e.target
GROUP BY e.target HAVING max(e.menu) OR max(e.way = 'sitemap')
"""
_LED_ON = """
SELECT s.url, t.url FROM edges e JOIN urls s ON s.id = e.source JOIN urls t ON t.id = e.target WHERE e.way = 'same'
"""

_NAMED_IN_MENU = "SELECT 1 FROM edges e JOIN urls u ON u.id = e.target WHERE u.url = ? AND e.menu LIMIT 1"


def in_menu(frontier: Frontier, url: str) -> bool:
    """Whether a page read so far names the address in its menu."""
    return any(frontier.rows(_NAMED_IN_MENU, url))


def listings(frontier: Frontier) -> dict[str, str]:
    """Address → `menu` or `sitemap`; where a listed address redirects, its target is listed too."""
    led_on: dict[str, list[str]] = defaultdict(list)
    for source, target in frontier.rows(_LED_ON):
        led_on[source].append(target)
    found = [(str(url), bool(menu), bool(mapped)) for url, menu, mapped in frontier.rows(_LISTED)]
    maps = _reached([url for url, _, mapped in found if mapped], led_on)
    menus = _reached([url for url, menu, _ in found if menu], led_on)
    return dict.fromkeys(maps, "sitemap") | dict.fromkeys(menus, "menu")


def _reached(start: list[str], led_on: dict[str, list[str]]) -> set[str]:
    reached, waiting = set(start), list(start)
    while waiting:
        fresh = set(led_on.get(waiting.pop(), ())) - reached
        reached |= fresh
        waiting += fresh
    return reached
