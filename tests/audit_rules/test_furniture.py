"""What recurs across a site: menus are nobody's own, a bidding that leads elsewhere on each page is the page's."""

from typing import Any

from audit_rules.site import Site
from tests.audit_rules.mini_site import HOME, site_of

PAGES = 6


def cards(link: str) -> Site:
    """Pages that differ in their heading, with a link below; «N» in it is the page's number."""
    described: list[dict[str, Any]] = [
        {
            "url": f"{HOME}card/{number}",
            "kind": "page",
            "title": f"Документ {number}",
            "text": f"# Документ {number}\n\n{link.replace('N', str(number))}",
        }
        for number in range(PAGES)
    ]
    return site_of({"document": described})


def own_words(site: Site) -> list[str]:
    return [block.text for page in site.pages for block in site.main(page) if block.links]


def test_a_menu_is_furniture() -> None:
    assert own_words(cards(f"[Контакты]({HOME}contacts)")) == []


def test_a_bidding_that_leads_elsewhere_on_each_page_is_none() -> None:
    """However few pages of a site were read: what the link is called hangs on the heading above it."""
    site = cards(f"[Скачать]({HOME}download/N)")
    assert own_words(site) == ["Скачать"] * PAGES
    headings = {site.references[f"{HOME}download/{number}"][0].headings for number in range(PAGES)}
    assert headings == {(f"Документ {number}",) for number in range(PAGES)}
