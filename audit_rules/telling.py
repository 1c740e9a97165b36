"""Sentences that tell of what was done: training in mentoring, a talk, a contest; with the day they name."""

import re
from collections.abc import Iterator

from audit_rules.calendar import Span
from audit_rules.candidates import PERSON, Candidate
from audit_rules.contents import led_in, sentences
from audit_rules.dates import all_dates
from audit_rules.kinds import DocumentKind
from audit_rules.page_days import is_of_placing
from audit_rules.russian import plain, stems
from audit_rules.topic import MENTORING, YOUNG_TEACHER
from crawler.items import Block

TRAINING = stems(
    """
        повышени* квалификац* | <курс* | семинар* | вебинар* | стажировк* | удостоверени* | <обучени* | обучил*
        | переподготовк* | <тренинг* | сертификат* | программ* дополнительн* профессион* | <кпк | <пк
    """
)
_COURSES = stems("повышени* квалификац*|<курс*|переподготовк*|стажировк*|<кпк")
_STAFF = stems("учител*|воспитател*|педагог*|сотрудник*|работник*|коллектив*|методист*")
_TAUGHT = re.compile(r"наставник|куратор|наставничеств|наставляем")
DONE = re.compile(
    r"(?<![а-я])(?:прош(?:ел|ла|ли|едш)|побыва(?:л|ла|ли)|освоил|изучил|посеща(?:л|ла|ли)|"
    r"обуч(?:ил|ен)|приня(?:л|ла|ли) участие|участвовал|участни[кц]|"
    r"получи(?:л|ла|ли)|повыси|заверши|(?:за|о)кончи(?:л|ла|ли)|посети(?:л|ла|ли)|"
    r"выдан|состоя(?:л|лся|лась|лось)|прове(?:л|ла|ли|"
    r"ден)|представи(?:л|ла|ли)|выступи|опубликова|поделил|рассказа|стал[аи]?\s|вош(?:ел|ла|ли)|"
    r"вышл[аио]\s|внесен|напечатан|победи|призер|лауреат|финалист|(?:выш|прош)\w+ в финал|дипломант|"
    r"диплом|занял|удостоверени|сертификат|слушател|организова|показа(?:л|ла|ли)|презентова|награжд|"
    r"отмечен|включен|размещен)"
)
SHOWN = re.compile(
    r"публикаци|(?<!дата )публикован(?!о\W*(?:\d|$|опубл))|опубликовал|(?<![а-я])стать[яиею]\b|"
    r"(?<![а-я])выступ(?!а\w* наставник)|(?<![а-я])доклад|конференц|(?<![а-я])форум|мастер-класс|"
    r"(?<![а-я])конкурс|(?<![а-я])раоп(?![а-я])|атлас|фестивал|педагогическ\w+ чтени|(?:представ|обобщ|"
    r"транслир|дел)\w+ (?:\w+ ){0,3}(?:опыт|практик)|(?:опыт|практик)\w* (?:\w+ ){0,4}представ"
)
"""Ways in which practice is shown to others."""
CONTESTS = re.compile(
    r"педагогическ\w+ дебют|марафон\w* проектн|(?:конкурс|марафон|"
    r"преми)\w*[^.;]{0,80}молод\w+ (?:педагог|учител|специалист|воспитател)|молод\w+ (?:педагог|учител|"
    r"специалист|воспитател)\w*[^.;]{0,60}(?:конкурс|марафон)|молодой (?:учитель|педагог|"
    r"воспитатель) года|учительск\w+ дебют|педагогическ\w+ старт"
)
_PRESENTED = re.compile(
    (
        r"^\W*(?:доклад|выступлени[ея]|стать[яи]|тезисы|сборник (?:материалов|статей|"
        r"тезисов) (?:[а-я-]+ ){0,3}(?:конференц|форум|чтени|семинар)[а-я]*)(?![а-я])"
    ),
    re.MULTILINE,
)
PRESENTED = 6
_INVITED = re.compile(r"участник\w*")
SUPPORT = re.compile(
    r"план\w* (?:подготовк|сопровожден|поддержк)|сопровожден|поддержк|подготовк\w+ к (?:участи|конкурс)"
)


def told(candidate: Candidate) -> Iterator[str]:
    """The title, then every sentence, list item and table row, as printed."""
    blocks = [block for block in candidate.part.blocks if not (candidate.is_page and _tells_nothing(block))]
    yield candidate.part.title
    yield from sentences(blocks, keep_case=True)
    yield from led_in(blocks, keep_case=True)


def _tells_nothing(block: Block) -> bool:
    """Nothing but links, or the line that says when the page was placed («Дата публикации: …»)."""
    return only_leads(block) or is_of_placing(plain(block.text))


def only_leads(block: Block) -> bool:
    """A line that is nothing but links tells nothing itself: what it leads to does."""
    rest = block.text
    for link in block.links:
        rest = rest.replace(link.text, "") if link.text else rest
    return bool(block.links) and not re.search(r"\w", rest)


def trained(candidate: Candidate) -> tuple[str, ...]:
    """Sentences that say that mentors or curators were trained in mentoring."""
    title = plain(candidate.part.title)
    headed = bool(TRAINING.search(title) and _TAUGHT.search(title))
    if candidate.kind is DocumentKind.PROTOCOL:
        return tuple(
            name for name in candidate.names[:1] if TRAINING.search(plain(name)) and _TAUGHT.search(plain(name))
        )
    return tuple(text for text in told(candidate) if _is_training(plain(text), headed, bool(PERSON.search(text))))


def was_taught(candidate: Candidate) -> bool:
    """Teachers were trained, in whatever matter."""
    return any(
        _COURSES.search(text) and _STAFF.search(text) and DONE.search(text) for text in map(plain, told(candidate))
    )


def _is_training(text: str, headed: bool, names: bool) -> bool:
    if headed and names:
        return True
    return bool(TRAINING.search(text) and _TAUGHT.search(text) and DONE.search(text))


def shown(candidate: Candidate) -> tuple[str, ...]:
    """Sentences that say that the school's practice of mentoring was shown to others."""
    named = bool(MENTORING.search(plain(" ".join([candidate.part.title, *candidate.names[:1]]))))
    return tuple(text for text in told(candidate) if _is_showing(plain(text), named))


def _is_showing(text: str, named: bool) -> bool:
    """Done, or an entry of a list with its day («20.05.2026 | статья в сборнике | …»)."""
    return bool(SHOWN.search(text) and (named or MENTORING.search(text)) and (DONE.search(text) or _is_entry(text)))


def _is_entry(text: str) -> bool:
    return "|" in text and bool(all_dates(text))


def presents_itself(candidate: Candidate) -> bool:
    """A talk or an article published as a file, with mentoring as its subject."""
    lines = candidate.part.text.split("\n")[:PRESENTED]
    head = plain("\n".join([candidate.part.title, *candidate.names[:1], *lines]))
    return not candidate.is_page and candidate.is_about_mentoring and bool(_PRESENTED.search(head))


def contests(candidate: Candidate) -> tuple[str, ...]:
    """Sentences that name a contest for young teachers."""
    return tuple(text for text in told(candidate) if CONTESTS.search(plain(text)))


def has_own_part(candidate: Candidate) -> bool:
    """A participant of the school's, a result, or how it supports one."""
    text = candidate.part.plain
    tells = any(_names_part(item) for item in told(candidate) if _is_of_teacher(item))
    return tells or bool(SUPPORT.search(text))


def _names_part(text: str) -> bool:
    """Somebody named, or something done; «ждёт участников» says neither."""
    return bool(PERSON.search(text) or DONE.search(_INVITED.sub(" ", plain(text))))


def _is_of_teacher(text: str) -> bool:
    simple = plain(text)
    return bool(
        YOUNG_TEACHER.search(simple) or CONTESTS.search(simple) or re.search(r"педагог|учител|воспитател", simple)
    )


def days_told(texts: tuple[str, ...], candidate: Candidate) -> Span | None:
    """The latest day or month that the sentences themselves name, up to the audit's day."""
    spans = [found.span for text in texts for found in all_dates(plain(text))]
    known = [span for span in spans if candidate.as_of is None or span.first <= candidate.as_of]
    return max(known, key=lambda span: span.last, default=None)
