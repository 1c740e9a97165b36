"""Where redirects lead: chains that come back or never end, kept in the queue's notes so that a restart counts on."""

from crawler.frontier import Frontier

_HOPS = 10


class Redirects:
    """Follows what is known of one site's redirects."""

    def __init__(self, frontier: Frontier) -> None:
        self._frontier = frontier

    def hop(self, url: str, target: str) -> bool:
        """Note one more redirect; False when it closes a circle or the chain has grown too long."""
        hops = int(self._frontier.get(f"hops {url}", "0")) + 1
        self._frontier.put(f"hops {target}", str(hops))
        return hops <= _HOPS and not self._leads_back(target, url)

    def _leads_back(self, target: str, url: str) -> bool:
        for _ in range(_HOPS):
            if target == url:
                return True
            target = self._frontier.leads_to(target)
            if not target:
                return False
        return True
