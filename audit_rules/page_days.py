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
    r"|\d{1,2}[:.]\d{2}(?::\d{2})?|[^\w\s.,;:№()/+-]\s?\d{1,6}(?!\w)"
)
_NAMED = re.compile(
    r"(?:автор\w*|добавил\w*(?:\(а\))?|разместил\w*(?:\(а\))?|опубликовал\w*(?:\(а\))?|написал\w*(?:\(а\))?|"
    r"категори[яи]|рубрик\w*|"
    r"раздел|источник|метки|теги)\s?[:-]?\s?(?:[а-яa-z.\"@-]+[\s.]?){0,5}"
)
_LETTER = re.compile(r"[а-яa-z0-9]")
LONGEST = 120


def placed(line: str) -> Found | None:
    """The day of a `plain` line that holds nothing but a day and such words."""
    found = days(without_validity(line)) if len(line) <= LONGEST else []
    return found[0] if len(found) == 1 and _is_empty(line, found[0]) else None


def is_of_placing(line: str) -> bool:
    """Whether a `plain` line only says when, by whom or in which section something was placed."""
    return placed(line) is not None or (len(line) <= LONGEST and _is_empty(line, None))


def _is_empty(line: str, found: Found | None) -> bool:
    rest = f"{line[: found.start]} ; {line[found.end :]}" if found else line
    return not _LETTER.search(_META.sub(" ", _NAMED.sub(" ", rest)))
