"""Whose a document is: the school's own, another organisation's, an authority's, or a form whose owner is yet to be
written in.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from audit_rules.russian import plain, stems
from crawler.items import School, SchoolType


class Owner(StrEnum):
    """`requirements.md` § 2, condition 2."""

    OWN = "own"
    OTHER = "other_organisation"
    AUTHORITY = "federal_only"
    BLANK = "blank_template"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as a text names it: its kind of institution with its number, or its proper name."""

    kind: str
    """school, kindergarten, supplementary or empty."""
    number: str = ""
    name: str = ""
    """Proper name, lower case, letters only."""


_KINDS = (
    (
        "kindergarten",
        (
            r"детск\w*\s?-?\s?сад\w*|д\s?/\s?с\b|м?[бак]?доу|\bдс\b|"
            r"дошкольн\w+(?:\s+образовательн\w+)?\s+учрежден\w+|\bсад\w{0,2}\b"
        ),
    ),
    ("school", r"\bшкол\w*|\bм?[бак]?о?у?\s?сош\b|\bсш\b|\bоош\b|гимнази\w*|лице[йяюе]\w*|м[бак]оу"),
    (
        "supplementary",
        r"центр\w*|дворе?ц\w*|дом\w*\s(?:детского\s)?творчеств\w*|\bд[дю]?[дю]т\b|\bцдо\b|станци\w*|м[бак]у\s?до",
    ),
)
_ACT = r"приказ|протокол|распоряж|пр\.|\bот\b"
_ACT_NUMBER = r"\s?[-/]?\s?(?:од\b|о\b|п\b|фз|р\b|ос\b|о/д)|\s?[-/]\s?\d|\s?от\s"
"""What shows that a number is an order's, not an institution's."""
_NUMBERED = tuple(
    (
        kind,
        re.compile(rf"(?:{words})(?:(?!{_ACT})[^№\n\d]){{0,45}}\n?№\s{{0,2}}(?P<n>\d{{1,3}})(?!\d)(?!{_ACT_NUMBER})"),
    )
    for kind, words in _KINDS
)
_COUNTED = (
    r"\s?(?:[-,]\s?\d|\(\d{3}|-?[а-я]{0,3}\s?(?:класс|лет\b|год|г\b|чел|урок|век|этаж|корпус|ступен|уровн|шаг|балл|мест|"
    r"част|%|процент|смен))"
)
"""A number of something else: «школа 21 века», «центр, 1 этаж»."""
_BARE_NUMBER = tuple(
    (kind, re.compile(rf"(?:{words})\s?-?\s?(?P<n>\d{{1,3}})(?![\d.])(?!{_COUNTED})")) for kind, words in _KINDS
)
_QUOTED = tuple(
    (kind, re.compile(rf"(?:{words})(?=[^\"\n№]{{0,60}}\"\s?(?P<name>[а-я][^\"\n]{{2,60}}?)\s?\")"))
    for kind, words in _KINDS
)
_ONLY_KIND = re.compile(
    r"(?:[\w-]+\s){0,4}?(?:школа|лицей|гимназия|(?:детский\s)?сад|центр|дворец|дом)(?:\s(?:детского|"
    r"творчества|внешкольной|работы|развития|и|ребенка|юношества|дополнительного|образования|"
    r"комбинированного|вида|пионеров))*\s*"
)
_PLACEHOLDER = re.compile(
    r"(?:наименовани\w*|названи\w*)\W{0,3}(?:полное\W{0,3})?(?:(?:обще)?образовательн\w+\s|вашей\s|"
    r"своей\s)*(?:организаци\w*|учреждени\w*|оо\b|оу\b|доу\b|мбоу\b|школ\w*)|(?:м[бак]?д?оу|мбоу|"
    r"учреждени\w+|организаци\w+|школ\w+|сад\w*)\W{0,4}(?:№\W{0,3})?(?:_{3,}|\.{6,}|…{2,})|"
    r"_{3,}\W{0,3}\(?(?:полное\s)?(?:наименовани|названи)\w*\s(?:\w+\s)?(?:организаци|учрежден|оо\b|оу\b)"
)
_AUTHORITY = stems(
    "министерств* образован*|министерств* просвещ*|минпросвещени*|министерств* науки|правительств* российск*"
    "|правительств* красноярск*|департамент* образован*|рособрнадзор*|федеральн* служб* по надзор"
    "|главн* управлен* образован*|управлен* образован*|комитет* образован*|губернатор*|президент* российск*"
)
_ISSUED = stems(
    "приказ*|распоряжен*|письмо*|постановлен*|указ|методическ* рекомендац*|информационн*|положение|целев* модел*"
)
_PUBLIC_ACT = stems(
    """
        муниципальн* дорожн* карт* | региональн* дорожн* карт* | муниципальн* образовательн* учрежден* город*
        | примерн* положени* | постановлени* администрац* | администрац* города ... постановл*
        | муниципальн* образовани* ... кра* | региональн* реестр* | региональн* баз* | региональн* банк*
        | краев* реестр* | <типов* положени*
    """
)
"""Titles that only an authority's act bears."""
_MANY_SCHOOLS = re.compile(r"муниципальных (?:\w+ )?образовательных (?:учреждени|организаци)|официальных сайтов")
_INSTITUTE = re.compile(
    (
        r"^\W*(?:фгбоу|кгау|кгбоу|гбоу|гау|цент\w+ )?\W*(?:[а-я-]+ой |[а-я-]+ий |[а-я-]+ый ){0,3}(?:институт|"
        r"университет|академия|колледж)(?![а-я])"
    ),
    re.MULTILINE,
)
"""A letterhead of an institute, which no school is."""
_INSTITUTE_NAMED = re.compile(
    r"(?:краев|региональн|федеральн|областн|сибирск|красноярск|"
    r"государственн)\w+ (?:[а-я-]+ ){0,3}(?:институт|университет|академи)"
)
TOLD = 3000
LONG_NAME, SAME_NAME = 8, 0.88
_OURS = re.compile(
    r"(?<![а-я])(?:школа|гимназия|лицей|детский сад|учреждение|коллектив)\s[а-я]{3,}(?:ил|ал|ел|ла|ло|ли)(?![а-я])|"
    r"(?<![а-я])(?:наш(?:а|е|и|его|ей|их|им|ими|у|ем)?|школьн(?:ая|ое|ые|ый|ых|ого|ой)|свой|"
    r"свои|своих)(?![а-я])|(?<![а-я])(?:в|из|от|для|на базе|педагог\w*|учител\w*|воспитател\w*|"
    r"наставник\w*|специалист\w*|коллектив\w*)\s(?:нашей |нашего )?(?:школ[ыеу]|гимнази[июя]|лице[йяею]|"
    r"детск\w+ сад\w*|сад[ау]|учреждени\w+|центр[ае]?|дворц\w+|станции|техникума)(?![а-я])(?!\s(?:№|\d|"
    r"город|кра|друг|район))"
)
"""How a school speaks of itself without its name."""
_OTHERS = re.compile(
    r"(?<![а-я])(?:институт\w*|министерств\w+|академи[яию]\w*|университет\w*)\s[^.]{0,120}?(?:объявля|"
    r"выпустил|провел|приглаша|подвел|представил|разработал|набор)|(?<![а-я])опыт(?:ом|а|у|е)?\s(?:коллег|"
    r"других)(?![а-я]{3})|школ других"
)
_ABOVE_CITY = stems(
    """
        министерств* образован* | министерств* просвещ* | минпросвещени* | правительств* | рособрнадзор*
        | губернатор* | президент* российск* | региональн* дорожн* | региональн* реестр* | региональн* банк*
        | региональн* мониторинг* | краев* реестр* | краев* банк* | краев* мониторинг* | <красноярского края
        | региональн* центр* наставнич*
    """
)
"""Whose papers are not the city's own, of which the methodical centre writes."""
_TOWN = re.compile(
    r"(?<![а-я])(?:г\.|города?|городе)\s?(?!красноярск)(?P<name>[а-я]{3,}(?:ск|инск|горск|орск|ово)[аеу]?)(?![а-я])"
)
_OTHER_CENTRE = re.compile(
    r"\"[^\"\n]{0,60}(?:методическ|информационн)\w*\s[^\"\n]{0,40}?центр|центр\w*[^\"\n]{0,40}\"[^\"\n]{3,60}\""
)
_FORMS = re.compile(r"м[бак]?д?[оу]у|м[бак]у|дпо|до|кг[бак]у|сш|сош")
_HEAD_OF_SCHOOL = stems("директор*|заведующ*|педагогическ* совет*|по школе")
_GENERIC_NAMES = stems("""
    наставн* | точк* рост* | школ* молод* | педагог* | учител* | дорожн* | дебют | сведени* | образован* *
    | минпросвещ* | росси*
""")
_NAMED_UNDERTAKING = re.compile(
    r"(?<![а-я])(?:клуб|кружок|кружк|студи[яию]|школ[аеуы] (?:молод|начинающ|наставник|педагогическ|мастерств|юн)|"
    r"совет|сообществ|объединени|ассоциаци|проект|программ|конкурс|фестивал|марафон|акци[яию]|форум|лаборатори|"
    r"мастерск|гостин|площадк|выставк|конференци|неделя|неделе|неделю|музе|газет|отряд|театр|ансамбл|лагер|команд|"
    r"движени|вечер|праздник|спектакл|занятие|семинар|тренинг)\w*(?:\s(?!(?:в|во|на|из|для|с|со|при|от|у)\s)[а-я-]+){0,5}"
    r"\s\"(?P<name>[а-я][^\"\n]{2,60}?)\s?\""
)
"""«Клуб молодого учителя лицея «Бриз»», «проект школы «Шаг»»: the quoted name is the club's, the project's."""
_LETTERS = re.compile(r"[^а-яa-z0-9]+")


@lru_cache(maxsize=100)
def organisations(text: str) -> tuple[Organisation, ...]:
    """Organisations that a `plain` text names by kind and number or by kind and quoted name."""
    found = [Organisation(kind, number=m["n"]) for kind, form in _NUMBERED for m in form.finditer(text)]
    own = {m.start("name") for m in _NAMED_UNDERTAKING.finditer(text)}
    named = [(kind, m["name"]) for kind, form in _QUOTED for m in form.finditer(text) if m.start("name") not in own]
    found += [
        Organisation(kind, name=_LETTERS.sub("", name))
        for kind, name in named
        if not (_GENERIC_NAMES.search(name) or _ONLY_KIND.fullmatch(name) or any(f.search(name) for _, f in _NUMBERED))
    ]
    found += [Organisation(kind, number=m["n"]) for kind, form in _BARE_NUMBER for m in form.finditer(text)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Identity:
    """How texts name the school itself: numbers, proper names, ИНН."""

    numbers: frozenset[str]
    names: frozenset[str]
    kind: str
    inn: str
    abbreviations: frozenset[str] = frozenset()
    """Of the methodical centre, which texts seldom name in full."""

    @classmethod
    def of(cls, school: School) -> "Identity":
        """From the registry's names."""
        texts = [plain(school.name), plain(school.short_name)]
        found = [item for text in texts for item in organisations(text)]
        quoted = [
            _LETTERS.sub("", name)
            for text in texts
            for name in re.findall(r"(?=\"([^\"]{3,60})\")", text)
            if not (_ONLY_KIND.fullmatch(name.strip()) or organisations(name))
        ]
        return cls(
            numbers=frozenset(item.number for item in found if item.number),
            names=frozenset([*(item.name for item in found if item.name), *(name for name in quoted if name)]),
            kind=school.type.value,
            inn=school.inn,
            abbreviations=_abbreviations(school),
        )

    @property
    def is_centre(self) -> bool:
        """The methodical centre: the city and its schools are what it writes about."""
        return self.kind == SchoolType.METHODICAL_CENTRE

    def owns(self, item: Organisation) -> bool:
        """Whether the organisation named is this school."""
        if item.number:
            return item.number in self.numbers and (not item.kind or self._fits(item.kind))
        return any(item.name in name or name in item.name or _is_misread(item.name, name) for name in self.names)

    def _fits(self, kind: str) -> bool:
        return kind == self.kind or self.kind not in ("school", "kindergarten", "supplementary")

    def named_in(self, text: str) -> bool:
        """Whether a `plain` text names the school by number, proper name or ИНН."""
        if self.inn and self.inn in text:
            return True
        if any(self.owns(item) for item in organisations(text)):
            return True
        if self.abbreviations and self.abbreviations & set(re.findall(r"[а-я]{4,}", text)):
            return True
        letters = _LETTERS.sub("", text)
        return any(len(name) > 6 and name in letters for name in self.names)


def _abbreviations(school: School) -> frozenset[str]:
    if school.type is not SchoolType.METHODICAL_CENTRE:
        return frozenset()
    words = re.findall(r"(?<![а-яёА-ЯЁ])[А-ЯЁ]{4,}(?![а-яёА-ЯЁ])", f"{school.short_name} {school.name}")
    return frozenset(word for word in map(plain, words) if not _FORMS.fullmatch(word))


def _is_misread(one: str, other: str) -> bool:
    """A long name with a letter or two read wrongly («Солонщовская» for «Солонцовская»)."""
    if min(len(one), len(other)) < LONG_NAME or abs(len(one) - len(other)) > 2:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= SAME_NAME


def type_of(name: str) -> SchoolType:
    """The type of institution that a name shows; a school where it shows none."""
    kinds = [item.kind for item in organisations(plain(name)) if item.kind]
    return SchoolType(kinds[0]) if kinds else SchoolType.SCHOOL


def teller_of(identity: Identity, title: str, text: str) -> Owner:
    """Whose doings a page without a document's form tells of: its site's own, unless it speaks of others alone.

    A page that says «наш», «в школе», or names the school speaks of itself too.
    """
    whole = plain(f"{title}\n{text[:TOLD]}")
    if identity.named_in(whole) or _OURS.search(whole):
        return Owner.OWN
    if _OTHERS.search(whole) or (organisations(whole) and not identity.is_centre):
        return Owner.OTHER
    return Owner.OWN


def owner_of(identity: Identity, head: str, title: str) -> Owner:
    """Decide by the approval block and the title alone: bodies name many organisations.

    A head that names nobody is the school's own: it stands on its site. A letterhead with the founder above the
    school's own name is the school's.
    """
    text = plain(f"{head}\n{title}")
    if identity.named_in(text):
        return Owner.OWN
    if _PLACEHOLDER.search(text):
        return Owner.BLANK
    if identity.is_centre:
        return _owner_in_the_city(head, title)
    if organisations(text) or _INSTITUTE.search(text) or _INSTITUTE_NAMED.search(text):
        return Owner.OTHER
    if _PUBLIC_ACT.search(text) or _MANY_SCHOOLS.search(text):
        return Owner.AUTHORITY
    if _AUTHORITY.search(text) and _ISSUED.search(text) and not _HEAD_OF_SCHOOL.search(text):
        return Owner.AUTHORITY
    return Owner.OWN


def _owner_in_the_city(head: str, title: str) -> Owner:
    """What stands on the methodical centre's site and does not name it: the city's papers are its own, and schools
    that a head names are those it writes about.
    """
    top, named = plain(f"{head}\n{title}"), plain(title)
    if _OTHER_CENTRE.search(top) or organisations(named) or _TOWN.search(named):
        return Owner.OTHER
    if _INSTITUTE.search(top) or _INSTITUTE_NAMED.search(top):
        return Owner.OTHER
    return Owner.AUTHORITY if _ABOVE_CITY.search(top) else Owner.OWN
