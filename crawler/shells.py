"""Pages that their scripts fill: a frame without content, or ways onward that only a script knows (pure)."""

import re
from collections.abc import Iterator

from crawler.surroundings import Element, Surroundings, all_words_in, clean

_LITTLE_TEXT = 120
"""Characters of own text below which a page with the mark of a frame is one."""
_MOST_PRESSED = 2_000
_HEADINGS = frozenset({"h1", "h2", "h3", "title"})
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "option", "svg"})
_SHOWS = frozenset({"iframe", "frame", "embed", "object", "video", "canvas"})
_WORD = re.compile(r"\w+")
_WAITING = frozenset(["загрузка", "загружается", "загружаются", "загружаем", "подождите", "loading", "wait"])
_WAITING_TOO = frozenset(
    [
        "идет",
        "идёт",
        "страница",
        "страницы",
        "сайт",
        "сайта",
        "данные",
        "данных",
        "содержимое",
        "содержимого",
        "контент",
        "контента",
        "пожалуйста",
        "приложение",
        "приложения",
        "несколько",
        "секунд",
        "please",
        "the",
        "page",
        "content",
        "data",
        "app",
        "a",
        "moment",
    ]
)
_WANTS_SCRIPT = re.compile(r"javascript|java script|скрипт", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{\{[^{}]{1,80}\}\}")
_MOUNTS = frozenset(
    [
        "app",
        "root",
        "main-app",
        "react-root",
        "react-app",
        "vue-app",
        "ng-app",
        "__next",
        "__nuxt",
        "___gatsby",
        "q-app",
        "ember-app",
        "svelte",
        "spa",
        "application",
        "app-root",
        "main",
        "content",
        "page-content",
        "main-content",
    ]
)
_FRAMEWORKS = ("ng-app", "ng-view", "ui-view", "ng-controller", "data-reactroot", "data-v-app", "v-cloak", "data-ember")
_SPINNER = re.compile(r"load|spin|wait|ajax", re.IGNORECASE)
_MENU = re.compile(r"(?<![a-z])(?:menu|nav|navbar|navigation)(?![a-z])")
_CALL = re.compile(
    r"""(?:javascript:|return\s+|void\s*\(?)*\s*([\w.$]{1,60})\(\s*['"]?#?([\w./-]{1,80})['"]?[^()]{0,200}\)"""
)
# What a control does to its own page, or for somebody else than the reader.
_STAYS = re.compile(
    r"^(?:ga|ym|void)$|toggle|show|hide|collapse|slide|tab|accord|display|expand|spoil|fold|popup|modal|print|zoom|box|gallery|share|vote|"
    r"submit|search|lang|font|colou?r|special|bvi|gtag|counter|track|goal|alert|confirm|close|scroll|focus|"
    r"history|back|copy|menu|select|getelementbyid|queryselector|classlist|preventdefault|stoppropagation",
    re.IGNORECASE,
)
_LONGEST_CONTROL = 120
_LONGEST_PLACES = 100_000


def is_shell(root: Element, around: Surroundings) -> bool:
    """Scripts, next to no words, links or pictures of its own beside the frame, and a mark that more is to come."""
    if next(root.iter("script"), None) is None:
        return False
    length, marked = 0, _asks_for_script(root)
    for element, text in _own(root, around):
        if (element.tag == "a" and element.get("href")) or _shows(element):
            return False
        bare = "" if _waits(text) else _PLACEHOLDER.sub("", text).strip()
        marked = marked or bare != text or _is_mount(element)
        length += len(bare)
        if length >= _LITTLE_TEXT:
            return False
    return marked


def _own(root: Element, around: Surroundings) -> Iterator[tuple[Element, str]]:
    """Elements outside the frame with the text right inside them; headings name a page, they do not fill it."""
    skipped: Element | None = None
    for element in root.iter():
        if skipped is not None and skipped in element.iterancestors():
            continue
        skipped = element if element.tag in _SILENT or element.tag in _HEADINGS or around.in_chrome(element) else None
        if skipped is None:
            yield element, clean(" ".join([element.text or "", *(child.tail or "" for child in element)]))


def _waits(text: str) -> bool:
    words = set(_WORD.findall(text.lower()))
    return bool(words & _WAITING) and words <= _WAITING | _WAITING_TOO


def _is_blank(element: Element) -> bool:
    said = next((text for text in element.itertext() if not text.isspace()), "")
    return not said or _waits(said)


def _shows(element: Element) -> bool:
    """Something to look at that is no text; a turning wheel is none."""
    if element.tag == "img":
        told = f"{element.get('src', '')} {element.get('class', '')} {element.get('alt', '')}"
        return not _SPINNER.search(told)
    return element.tag in _SHOWS


def _asks_for_script(root: Element) -> bool:
    return any(_WANTS_SCRIPT.search(all_words_in(element)) for element in root.iter("noscript"))


def _is_mount(element: Element) -> bool:
    """An empty element that waits to be filled."""
    if any(name in element.attrib for name in _FRAMEWORKS):
        return True
    names = {element.get("id", "").lower(), *element.get("class", "").lower().split()}
    waits = element.tag == "main" or "-" in str(element.tag) or bool(names & _MOUNTS) or element.get("role") == "main"
    return waits and _is_blank(element)


def has_bare_menu(root: Element) -> bool:
    """A menu without an entry: scripts write it."""
    return next(root.iter("script"), None) is not None and any(
        next(element.iter("a"), None) is None and _is_blank(element)
        for element in root.iter("nav", "ul", "div")
        if element.tag == "nav" or _MENU.search(f"{element.get('id', '')} {element.get('class', '')}".lower())
    )


def controls(root: Element) -> tuple[str, ...]:
    """Words of what leads somewhere when pressed, nobody but a script knowing where to."""
    found = root.xpath("descendant-or-self::*[@onclick or starts-with(@href, 'javascript:')]")
    pressed = found[:_MOST_PRESSED]
    if not pressed:
        return ()
    places = " ".join(str(place) for place in root.xpath("descendant-or-self::*/@id"))[:_LONGEST_PLACES]
    texts = (all_words_in(element) for element in pressed if _leads_on(element, places))
    return tuple(dict.fromkeys(text for text in texts if 3 <= len(text) <= _LONGEST_CONTROL))


def _leads_on(element: Element, places: str) -> bool:
    href = element.get("href", "")
    if href and not href.lower().startswith(("javascript:", "#")):
        return False
    call = _CALL.match(f"{element.get('onclick') or href}".strip()[:500])
    if call is None or _STAYS.search(call[1]) or call[1].rpartition(".")[2] in ("open", "assign", "replace"):
        return False
    # An argument that names a piece of this page opens that piece.
    return call[2] not in ("this", "event") and f"{call[2]} " not in f"{places} "
