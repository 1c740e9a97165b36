"""The line in which a page says when it was placed: a day among the words that site builders set beside it."""

import re

from audit_rules.dates import Found, days, without_validity

_META = re.compile(
    r"(?:материал|новость|запись|статья|документ|страница|информация)?\s?(?:был\w? )?(?:опубликован|размещ[её]н|создан|"
    r"добавлен|"
    r"обновл[её]н|обновлени|изменен|изменени|публикаци|размещени|создани|написан|выложен|отредактирован|редактировани|"
    r"published|posted|updated|created)\w*"
    r"|последн\w+|дат[аы]|врем[яе]н?и?|дня|года?\b|г\.|гг?\b|от\b|в\b|на\b|час\w*|число"
    r"|понедельник|вторник|сред[аы]|четверг|пятниц[аы]|суббот[аы]|воскресенье"
    r"|(?<![а-я])(?:пн|вт|ср|чт|пт|сб|вс)(?![а-я])"
    r"|(?:просмотр|комментар|отзыв|прочтени|посещени|показ|просмотрен|лайк|hits|views)\w*\W{0,3}\d*"
    r"|\d{1,6} (?:просмотр|комментар)\w*"
    r"|admin\w*|админ\w*|редактор\w*|модератор\w*|сайта|webmaster|пользователь|гость"
    r"|новост\w+|событи\w+|анонс\w*|объявлени\w+|главн\w+|блог|стать[ия]|публикаци\w+|лента|без рубрики|разное|общее"
    r"|наставничеств\w+|материала|новости|записи|страницы|школы|сада|учреждения|центра|нов(?:ая|ое)"
    r"|№\s?\d{1,6}\s?от|версия для печати|на печать|распечатать|отправить (?:другу|ссылку)|поделиться|подробнее|нет\b"
    r"|\d{1,2}[:.]\d{2}(?::\d{2})?|[^\w\s.,;:№()/+-]\s?\d{1,6}(?!\w)"
)
_NAMED = re.compile(
    r"(?:автор\w*|добавил\w*(?:\(а\))?|разместил\w*(?:\(а\))?|опубликовал\w*(?:\(а\))?|написал\w*(?:\(а\))?|"
    r"категори[яи]|рубрик\w*|"
    r"раздел|источник|метки|теги)\s?[:-]?\s?(?:[а-яa-z.\"@-]+[\s.]?){0,5}"
)
_LETTER = re.compile(r"[а-яa-z0-9]")
_WORDS = re.compile(r"[а-яa-z]{2,}")
_FIGURE = re.compile(r"\d|№")
_APART = re.compile(r"\W{0,4}(?:г\w*\W{0,3})?[|/\\·•,;-]")
_APART_BEFORE = re.compile(r"[|/\\·•,;-]\s?$")
LONGEST, SHORT = 120, 70
MOST_WORDS = 4


def placed(line: str) -> Found | None:
    """The day of a `plain` line that holds nothing but a day (or those of its making and changing) and such words."""
    found = days(without_validity(line)) if len(line) <= LONGEST else []
    return found[0] if found and _is_empty(line, found) else None


def beside_heading(line: str) -> Found | None:
    """The day of a short line right above or under a heading, with the site's section or an author beside it."""
    found = days(without_validity(line)) if len(line) <= SHORT else []
    if len(found) != 1:
        return None
    rest = _rest(line, found)
    apart = _APART.match(line[found[0].end :]) or _APART_BEFORE.search(line[: found[0].start])
    return found[0] if apart and len(_WORDS.findall(rest)) <= MOST_WORDS and not _FIGURE.search(rest) else None


def is_of_placing(line: str) -> bool:
    """Whether a `plain` line only says when, by whom or in which section something was placed."""
    return placed(line) is not None or (len(line) <= LONGEST and _is_empty(line, []))


def _is_empty(line: str, found: list[Found]) -> bool:
    return not _LETTER.search(_rest(line, found))


def _rest(line: str, found: list[Found]) -> str:
    for item in reversed(found):
        line = f"{line[: item.start]} ; {line[item.end :]}"
    return _META.sub(" ", _NAMED.sub(" ", line))
