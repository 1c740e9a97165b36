"""Whose mentoring a text is about: teachers, pupils, both or none (`requirements.md` § 2, condition 1)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from audit_rules.russian import plain, stems


class Topic(StrEnum):
    """Audience of mentoring."""

    TEACHERS = "teachers"
    STUDENTS = "students"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TopicSeen:
    """The topic and the phrases that decided."""

    topic: Topic
    phrases: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """A mixed document counts."""
        return self.topic in (Topic.TEACHERS, Topic.MIXED)


MENTORING = stems("наставн*|наставля*|наставил*")
YOUNG_TEACHER = stems(
    "молод* педагог*|молод* специалист*|молод* учител*|молод* воспитател*|начинающ* педагог*|начинающ* учител*"
    "|начинающ* воспитател*|малоопытн* педагог*|молод* коллег*|молод* тренер*|молод* преподавател*|начинающ* тренер*"
)
"""Work with young teachers is mentoring even where the word is not used."""

_TEACHER = r"(?:учител\w*|педагог\w*|воспитател(?!ьн)\w*|преподавател\w*|логопед\w*|психолог\w*|специалист\w*)"
_PAIRED = r"(?:учител\w*|педагог\w*|воспитател(?!ьн)\w*|преподавател\w*|специалист\w*|коллег\w*)"
"""Who stands in «педагог – педагог»; «педагог-психолог» is one person."""
_PUPIL = (
    r"(?:учени(?:к|ц|ка|ки|ков|ком|кам)\w{0,2}|обучающ\w*|учащ\w*|школьник\w*|подрост\w*|\w*классник\w*|"
    r"воспитанник\w*|первокласс\w*|первоклаш\w*|малыш\w*)"
)

_TEACHERS = (
    stems(
        "наставничеств* педагогическ* работник*|наставничеств* педагог*|наставничеств* среди педагог*"
        "|наставничеств* для педагог*|наставничеств* молод*|наставничеств* учител*|наставничеств* воспитател*"
        "|наставничеств* в педагогическ*|педагогическ* наставничеств*|профессиональн* наставничеств*"
        "|наставничеств* над молод*|наставничеств* с молод*"
    ),
    YOUNG_TEACHER,
    stems(
        "вновь прин* педагог*|вновь прибыв* педагог*|вновь прибыв* учител*|вновь прин* работник*|вновь принят* учител*"
    ),
    re.compile(rf"{_PAIRED}\"?\s?-\s?\"?(?:молод\w+\s)?{_PAIRED}"),
    re.compile(
        r"(?:руководител\w*+|администраци\w*+|методист\w*+|"
        r"наставник\w*+)\"?\s?-\s?\"?(?:молод\w+\s)?(?:педагог|учител|воспитател|специалист)"
    ),
    re.compile(r"работодател\w*+\"?\s?-\s?\"?студент"),
    re.compile(rf"наставляем\w+[^.;\n]{{0,40}}?(?<!-)\b{_TEACHER}"),
    re.compile(rf"наставник\w*+\s(?:для\s|над\s|за\s)?(?:молод\w+|начинающ\w+|вновь)[^.;\n]{{0,30}}?{_TEACHER}"),
    stems("адаптаци* ... педагог*|вхожден* в должност*|закреплени* ... педагогическ* кадр*|профессиональн* дефицит*"),
)
_STUDENTS = (
    re.compile(
        rf"(?:учени\w++|студент\w*+|работодател\w*+|учител\w*+|педагог\w*+|выпускник\w*+|родител\w*+)\"?\s?-\s?\"?{_PUPIL}"
    ),
    re.compile(rf"наставничеств\w*+\s(?:для\s|среди\s|над\s|в отношении\s|по отношению к\s)?{_PUPIL}"),
    re.compile(rf"наставляем\w+[^.;\n]{{0,40}}?{_PUPIL}"),
    re.compile(r"обучающ\w+-настав|несовершеннолетн"),
    re.compile(rf"наставник\w*+\s(?:для\s|над\s|у\s)?{_PUPIL}"),
    re.compile(rf"наставник\w{{0,12}}[^.;\n]{{0,40}}?из числа\s{_PUPIL}"),
    re.compile(r"наставник\w*+\s(?:\w++\s)?класс(?:а|ов|у|ам)\b|классн\w+ наставник"),
)
_POSTS = re.compile(rf"\b{_TEACHER}")
_PUPIL_WORD = re.compile(rf"\b{_PUPIL}|\b\d{{1,2}}\s?-?\s?\"?[а-гд]\"?\s?(?:класс|кл\.)|\bкласс\w*\b")
_CITED = re.compile(
    r"(?:распоряжени|письм|приказ|методологи)\w*[^;]{0,250}?р-145(?:[^\"]{0,30}\"[^\"]{0,300}\")?"
    r"|\"об утверждении методологии[^\"]{0,300}\""
)
"""The pupils' methodology cited as a legal base: it decides nothing."""
_TITLE_TEACHERS = re.compile(r"педагог|учител|воспитател(?!ьн)|молод\w+\W{1,3}специалист|работник|кадр")
_TITLE_PUPILS = re.compile(rf"{_PUPIL}|\bдетей\b|\bдетьми\b")


_FALSE_FRIENDS = re.compile(
    r"марафон\w* проектн\w+ дет\w+|год\w* педагога и наставника|(?:день|дню|дня|днем) наставника|"
    r"наставник\w* геро\w+|обществен\w+ наставник\w*|наставник\w* (?:сборной|команды|юных|спортсмен\w*|"
    r"воспитанник\w*)|тренер\w*\W{1,3}наставник\w*|"
    r"(?:ребят\w*|дете\w+|воспитанник\w*|команд\w*|юных|юные|кружковц\w*)[^.;]{0,60}\b(?:их|наш\w*)\sнаставник\w*"
)
"""Words that name mentors and mean somebody else (`documents.md` § 5)."""
_MENTOR_TEACHERS = re.compile(
    rf"{_TEACHER}[\s-]{{1,3}}наставник|наставник\w*\W{{1,3}}{_TEACHER}|наставничеств|наставляем"
)
_PUPILS_ONLY = re.compile(rf"\b{_PUPIL}|движени\w* первых|рддм|рдш\b|орлят\w* росси|волонтер")
_ELSEWHERE = re.compile(
    r"тренер|ветеран|спортсмен|спортивн|соревнован|бригадир|завод|боевой наставник|духовн\w+ наставник"
)
"""Where men of other trades are called mentors."""
_CHILDRENS_COURSE = re.compile(r"общеразвивающ|образовательн\w+ программ|рабоч\w+ программ")
_MINORS = re.compile(
    r"обществен\w+ наставник|наставник\w*[^.;]{0,40}несовершеннолетн|несовершеннолетн[^.;]{0,40}наставник"
)
_OF_CHILDREN = re.compile(rf"\b{_PUPIL}|\bребят|\bдет(?:и|ей|ям|ьми)\b|тренер|ветеран")
LITTLE_TEXT = 400
"""A list of links or a drawing need not repeat what the section it stands in is about; a text that tells of mentoring
names it.
"""
MANY_PUPILS = 4
"""Fewer mentions of pupils or classes stand in any teacher's plan."""


def topic_of(title: str, text: str, context: str = "") -> TopicSeen:
    """Decide by the title first, then by telling phrases of the text; the places that lead to it decide only what
    the text leaves open.

    Citing the pupils' methodology (Р-145) alone decides nothing: one teachers' form makes a document mixed.
    """
    body = _FALSE_FRIENDS.sub(" ", _CITED.sub(" ", plain(text)))
    named = _FALSE_FRIENDS.sub(" ", _CITED.sub(" ", plain(title)))
    around = _FALSE_FRIENDS.sub(" ", plain(context))
    whole = f"{named}\n{body}"
    of_another = _FALSE_FRIENDS.search(plain(title)) and not (MENTORING.search(named) or YOUNG_TEACHER.search(named))
    if of_another and _OF_CHILDREN.search(body) and not _MENTOR_TEACHERS.search(body):
        return _of_minors(title, text)
    told_around = len(whole) < LITTLE_TEXT and MENTORING.search(around)
    if not (MENTORING.search(whole) or YOUNG_TEACHER.search(whole) or told_around):
        return _of_minors(title, text)
    teachers, students = _phrases(_TEACHERS, whole), _phrases(_STUDENTS, whole)
    in_title = bool(_TITLE_TEACHERS.search(named)), bool(_TITLE_PUPILS.search(named))
    if in_title == (True, False):
        return TopicSeen(Topic.MIXED if len(students) > 2 else Topic.TEACHERS, (title,))
    if in_title == (False, True):
        return TopicSeen(Topic.MIXED if len(teachers) > 1 else Topic.STUDENTS, (title,))
    if teachers:
        return TopicSeen(Topic.MIXED if students else Topic.TEACHERS, (*teachers, *students))
    if students:
        return TopicSeen(Topic.STUDENTS, students)
    return TopicSeen(Topic.NONE) if _CHILDRENS_COURSE.search(named) else _by_words(body, around)


def _of_minors(title: str, text: str) -> TopicSeen:
    """Nobody's mentoring; mentors of minors at risk are the pupils' own."""
    found = _MINORS.search(plain(f"{title}\n{text}"))
    return TopicSeen(Topic.STUDENTS, (found.group(),)) if found else TopicSeen(Topic.NONE)


def _phrases(forms: tuple[re.Pattern[str], ...], text: str) -> tuple[str, ...]:
    return tuple(match.group() for form in forms if (match := form.search(text)))


def _by_words(body: str, around: str) -> TopicSeen:
    """No telling phrase: count who is spoken of; with nobody named, the places that lead to it decide, else it is
    taken for teachers.
    """
    posts, pupils = len(_POSTS.findall(body)), len(_PUPIL_WORD.findall(body))
    if posts == 0 and _ELSEWHERE.search(body) and not _MENTOR_TEACHERS.search(body):
        return TopicSeen(Topic.NONE)
    if posts == 0 and (pupils > MANY_PUPILS or _PUPILS_ONLY.search(body)):
        return TopicSeen(Topic.STUDENTS)
    if posts == 0 and pupils == 0:
        students, teachers = _phrases(_STUDENTS, around), _phrases(_TEACHERS, around)
        return TopicSeen(Topic.STUDENTS if students and not teachers else Topic.TEACHERS, (*students, *teachers))
    return TopicSeen(Topic.TEACHERS)
