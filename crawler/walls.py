"""A page that answers 200 and is not the page: challenge, login, parking, block, soft 404, empty shell (pure)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from lxml import etree

from crawler.shells import controls, has_bare_menu, is_shell
from crawler.surroundings import Element, Surroundings, all_words_in, clean

_SHORT = 1500
"""Characters of visible text below which a page can be a wall; a real page that speaks of captcha is longer."""
_TINY = 600
_FEW_LINKS = 12
_MARKUP = 60_000
_SILENT = frozenset({"script", "style", "noscript", "template", "title", "head", "option", "iframe", "svg"})
_WORD = re.compile(r"\w+")
_TEXTS: Any = etree.XPath("//text()", smart_strings=False)


def _any(*phrases: str) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE)


# Looked for in lower-case text with «ё» as «е».
_CHALLENGE = _any(
    r"ddos-guard|qrator|variti|just a moment|checking your browser|attention required|security check",
    r"проверка (?:вашего )?браузера|проверяем ваш браузер|проверка безопасности|антибот|antibot|bot verification",
    r"подтвердите,? что (?:вы|запросы)|(?:вы|я) не робот|не являетесь роботом|are you (?:a )?human|captcha|капч[аиуе]",
    r"enable (?:javascript and )?cookies|access denied|доступ запрещен",
)
_CHALLENGE_MARKUP = _any(
    r"smartcaptcha|g-recaptcha|h-captcha|cf-challenge|cf_chl_|challenge-platform|__ddg",
    r"/\.well-known/ddos-guard|/aes\.js|slowaes|bp_challenge",
)
_COOKIE_SCRIPT = re.compile(r"document\.cookie\s*=", re.IGNORECASE)
_RELOAD = re.compile(r"location\.(?:reload|replace|assign)|location(?:\.href)?\s*=", re.IGNORECASE)
_BLOCKED = _any(
    r"доступ (?:к (?:информационному )?ресурсу |к (?:запрашиваемому |данному )?сайту )?(?:ограничен|заблокирован)",
    r"единый реестр (?:запрещ|доменных)|реестр запрещенных|ресурс заблокирован|решени[юе] суда или по иным|149-фз",
)
_STUB = _any(
    r"it works!|welcome to nginx|apache2 (?:debian|ubuntu) default|default (?:web )?page|coming soon",
    r"домен (?:припаркован|не прилинкован|продается)|domain (?:is )?(?:parked|for sale)|website coming",
    r"сайт (?:временно )?(?:приостановлен|отключен|заблокирован|не настроен|не опубликован|недоступен)",
    r"сайт (?:находится )?(?:в разработке|на реконструкции|на техническом обслуживании)|технические работы",
    r"under construction",
    r"аккаунт (?:приостановлен|заблокирован)|account (?:has been )?suspended|сайт еще не создан",
    r"срок (?:регистрации|оплаты|действия) [^.]{0,40}(?:истек|закончился)|хостинг[^.]{0,40}(?:оплач|приостановлен)",
)
_LOGIN_TITLE = re.compile(r"^(?:вход|авторизация|войти|login|sign in|log in|вход в систему|личный кабинет)\b")
_NOT_FOUND = _any(
    r"страниц[аы] (?:не найден|не существует|отсутствует|удалена)|такой страницы (?:не существует|нет)",
    r"(?:запрашиваемая|запрошенная|данная|такая|эта) страница[^.]{0,40}(?:не найден|не существует|отсутствует|удалена)",
    r"page not found|not found|(?:ошибка|error|код) 404|^\W*404\b|страницы не существует",
    r"(?:документ|материал|файл|раздел) не найден",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What can be seen of a page without understanding it."""

    title: str
    heading: str
    text: str
    links: int
    password: bool
    scripts: bool
    frames: int
    shell: bool = False
    """Its content is still to come: scripts fill it."""
    bare_menu: bool = False
    pictures: tuple[str, ...] = ()
    """Where its pictures come from."""
    controls: tuple[str, ...] = ()
    """Words of what leads somewhere that only a script knows."""
    markup: str
    """The first characters of the source, for marks that are never shown."""


@dataclass(frozen=True, slots=True)
class NotFoundPage:
    """How the site answers an address that cannot exist, as far as it does so with 200 or a redirect."""

    title: str = ""
    words: frozenset[str] = frozenset()
    links: int = 0
    redirected_to: str = ""


def look_at(root: Element | None, source: str, around: Surroundings | None = None) -> Look:
    """Reduce a parsed page to what the checks below need; its tree is used up."""
    if root is None:
        return _look_at_text(source)
    around = around or Surroundings(root, source.lower())
    low, scripts = around.source, next(root.iter("script"), None) is not None
    return Look(
        title=next((all_words_in(title) for title in root.iter("title")), ""),
        heading=next((all_words_in(heading) for heading in root.iter("h1")), ""),
        links=sum(1 for link in root.iter("a", "area") if link.get("href")),
        password=any(field.get("type", "").lower() == "password" for field in root.iter("input")),
        scripts=scripts,
        frames=sum(1 for _ in root.iter("frame", "iframe", "embed", "object")),
        shell=scripts and is_shell(root, around),
        bare_menu=scripts and has_bare_menu(root),
        pictures=tuple(dict.fromkeys(filter(None, (picture.get("src") for picture in root.iter("img"))))),
        controls=controls(root) if "onclick" in low or "javascript:" in low else (),
        markup=source[:_MARKUP],
        text=_visible(root),
    )


def _look_at_text(source: str) -> Look:
    text, markup = clean(source), source[:_MARKUP]
    return Look(title="", heading="", text=text, links=0, password=False, scripts=False, frames=0, markup=markup)


def wall(look: Look, headers: Mapping[str, str]) -> str:
    """The reason code of what stands in front of the page (`requirements.md` § 2); empty for a page."""
    told = f"{look.title}\n{look.text}".lower().replace("ё", "е")
    short = len(look.text) < _SHORT and look.links < _FEW_LINKS
    if headers.get("cf-mitigated", "").lower() == "challenge":
        return "blocked"
    if short and (_CHALLENGE.search(told) or _shows_challenge(look)):
        return "blocked"
    if short and _BLOCKED.search(told):
        return "blocked"
    if look.password and look.links < _FEW_LINKS and (len(look.text) < _TINY or _LOGIN_TITLE.search(told)):
        return "login"
    if short and len(look.text) < _TINY and _STUB.search(told):
        return "http_error"
    return _empty(look)


def _shows_challenge(look: Look) -> bool:
    """Marks in the source alone: a real page may hold a captcha too, beside its contact form."""
    if len(look.text) < _TINY and look.links < 5 and _CHALLENGE_MARKUP.search(look.markup):
        return True
    return len(look.text) < 200 and bool(_COOKIE_SCRIPT.search(look.markup) and _RELOAD.search(look.markup))


def _empty(look: Look) -> str:
    """Nothing to read and nowhere to go; a shell with a menu still leads on."""
    if look.links or look.frames or (len(look.text) >= 40 and not look.shell):
        return ""
    return "needs_browser" if look.scripts else "http_error" if not look.text else ""


def not_found_page(look: Look, url: str = "") -> NotFoundPage:
    """What the probe of an impossible address showed; the address itself, which such pages repeat, left out."""
    return NotFoundPage(look.title, _words(look, url), look.links)


def is_soft_404(look: Look, probe: NotFoundPage, url: str = "") -> bool:
    """Whether the page that `url` answered with 200 only says that there is no such page."""
    return says_not_found(look) or equals_probe(look, probe, url)


def says_not_found(look: Look) -> bool:
    headline = f"{look.title}\n{look.heading}".lower().replace("ё", "е")
    if any(_NOT_FOUND.search(line) for line in headline.splitlines()):
        return True
    return len(look.text) < 400 and bool(_NOT_FOUND.search(look.text.lower().replace("ё", "е")))


def equals_probe(look: Look, probe: NotFoundPage, url: str = "") -> bool:
    """Whether `url` shows what the site shows under an address that cannot exist."""
    if not probe.words or look.title != probe.title:
        return False
    # A real page in the same frame says at least one word, or leads to one place, that the page for nothing does not.
    words = _words(look, url)
    return words <= probe.words and look.links <= probe.links and len(words) >= 0.9 * len(probe.words)


def _words(look: Look, url: str) -> frozenset[str]:
    words = frozenset(word for word in _WORD.findall(look.text.lower()) if not word.isdecimal())
    return words - frozenset(_WORD.findall(unquote(url).lower()))


def _visible(root: Element) -> str:
    """The page's text; what does not show is taken out of the tree."""
    etree.strip_elements(root, *_SILENT, with_tail=False)
    return clean(" ".join(_TEXTS(root)))
