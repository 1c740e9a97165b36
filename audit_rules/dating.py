"""Which date is a document's own and where it stands (`requirements.md` § 3, order of sources)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from audit_rules.calendar import Span
from audit_rules.dates import Found, Precision, all_dates, days, in_file_name, without_validity
from audit_rules.kinds import DocumentKind
from audit_rules.page_days import placed
from audit_rules.parts import Part
from audit_rules.russian import plain, stems


class Source(StrEnum):
    """Where a date comes from, best first."""

    APPROVAL = "approval"
    ANNEX = "annex"
    PROTOCOL = "protocol"
    OWN_LINE = "own_line"
    E_SIGNATURE = "e_signature"
    LINK = "link"
    FILE_NAME = "file_name"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class DocumentDate:
    """A date kept with its source and precision."""

    found: Found
    source: Source

    @property
    def span(self) -> Span:
        """The days it may mean."""
        return self.found.span

    @property
    def iso(self) -> str:
        """As files write it."""
        return self.found.iso


ACTS = (Source.APPROVAL, Source.ANNEX, Source.PROTOCOL)
OWN = (*ACTS, Source.OWN_LINE, Source.E_SIGNATURE)
"""The document's own words: such a date after the audit's day says that the document did not exist yet."""


APPROVED = stems("утвержд*|утвердит*|<утв.|введен* в действие")
APPROVAL_BLOCK = re.compile(
    r"^\W*(?:(?:принят|согласован|рассмотрен)\w*\W+(?:\w+\W+){0,6}?)?(?:утвержд(?:аю|ен\w?|ено)\b|утв\.)(?=.{0,100}$)",
    re.MULTILINE,
)
"""A line that opens an approval block, not «утверждённая программа» inside a sentence."""
_HEADER = re.compile(r"приказ|распоряжен|протокол")
_ENACTED = re.compile(r"(?:утвержден[аоы]?|введен[аоы]? в действие|принят[аоы]?)\s[^.|]{0,110}?(?:приказ|распоряж)\w*")
"""«… и утверждён приказом директора от …» in a closing sentence."""
ACT = re.compile(r"(?:приказ\w*|распоряжени\w*|пр-з|(?<![а-я])пр\.)")
_PROTOCOL = re.compile(r"протокол\w*")
_ACCEPTED = re.compile(
    r"\W*(?:принят|рассмотрен|обсужден|согласован|одобрен|заключен)\w{0,3}\W(?=.{0,60}(?:собрани|совет|конференц|"
    r"заседани|объединени|комисси|комитет|протокол)).{0,140}$"
)
FOREIGN_ACT = re.compile(
    r"министерств|минпросвещ|мин(?:обр|труд|юст|фин|здрав|цифр|культ|спорт)|роструд|рособрнадзор|"
    r"правительств|федеральн|российск\w+ федерац|-фз|президент|главн\w+ управлени|губернатор|закон|"
    r"постановлени|указ\b"
)
_FOREIGN_NUMBER = re.compile(r"№\s?(?:аз|р|мр|вб|тс|дг|\d{3,}|0\d)-|№\s?\d+-(?:фз|р\b)")
_CITED_NUMBER = re.compile(r"№\s?(?:(?:аз|р|мр|вб|тс|дг)-\d|\d+-фз|\d{3,}-р(?!\w))")
_APPROVED_ELSEWHERE = re.compile(r"утвержденн(?:ого|ой|ому|ым|ую|ых|ые|ыми)")
"""«Положения, утверждённого приказом от …»: another document's approval."""
_BASIS = re.compile(r"(?:согласно|в соответствии с|на основании|во исполнение|с учетом|основани[ея]:)[^.\n]{0,60}$")
_CHANGED_ACT = re.compile(
    r"(?:(?:\bв|\bво|\bк|\bс|изменени\w*)\s(?:приказ|положени|распоряжени)\w*|приказ(?:а|ом|у))\s.{0,40}$"
)
_REPEALED_BY = re.compile(r"утратил\w*\sсилу|отменен\w*|прекращ\w*")
_ANNEX = re.compile(r"приложени\w*[^\n]{0,40}\n?[^\n]{0,60}?(?:приказ|распоряж)")
SIGNATURE = re.compile(
    r"(?:электронн|цифров)\w{0,4}\W{1,3}(?:цифров\w+\W{1,3})?подпис|подписан\w{0,2}:|сертификат\w{0,2}\W{1,4}(?:[0-9a-f]{6}|эц?п|электрон|серийн|ключ|владел|подпис|действ)|подписан\w*\W{1,20}эп\b|владелец"
)
_SIGNED_AT = re.compile(r"дата(?:\sподписания|\sи время)?\W{0,4}")
_OWN_LINE = re.compile(
    r"^\W*(?:г\.?\s?[а-я-]+|город\s[а-я-]+|дата(?:\s[а-я]+){0,2}|от|(?:отчет|справка|"
    r"документ)?\s?(?:оформлен|подготовлен|подписан)\w*|составлен\w*|красноярск)?\W{0,4}(?:от\s)?$"
)
_NAMED_AND_NUMBERED = re.compile(
    r"\W*(?:акт|договор|соглашени|справк|отчет|заключени|решени|представлени|служебн|докладн|доверенност|уведомлени|"
    r"согласи|заявлени|выписк|информаци|сведени)\w*(?:\s[а-я-]+){0,3}\s?(?:№\s?[\w/-]{1,8}\s)?от\W{0,3}"
)
_ONLY_NUMBER = re.compile(r"\W*(?:г\w?\W*)?(?:№\s?[\w/-]{1,8}\W*)?")
_COMPILED = re.compile(r"\W*(?:автор|разработчик|разработал|выполнил|педагог|учител|воспитател|наставник|специалист)")
_FOREIGN_ACT_NAMED = re.compile(r"приказ|письм|распоряж|постановл|указ|закон|приложени|№")
_OF_DAY = re.compile(r"\W*от\s|.*№")
SIGNER = re.compile(
    r"директор|заведующ|заместител|куратор|методист|старш\w+ воспитател|исполнител|составил|составител|"
    r"составлен|подготовлен|подготовил|председател|секретар|руководител"
)
_AFTER_NAME = re.compile(
    r"^\W*(?:м[бак]?д?оу|мбу|мау|школ|гимнази|лице|детск|сш|сош|центр|двор)(?:(?!приказ|протокол|договор|"
    r"лиценз|утвержд)[^.;|]){0,60},\s?$"
)
"""«МБОУ СШ № 7, 14.02.2026»: the compiler and the day."""
_DATED = re.compile(r"(?:^|[\s,;|])дата(?:\s[а-я]+){0,2}\W{0,3}$")
_PLACED = re.compile(
    r"\W*(?:обновлен|опубликован|размещен|добавлен|добавил|дата публикации|дата обновления|дата размещения)"
)
UNDER_HEADING = 4
SHORT_LINE, LONG_LINE = 80, 140
END_LETTERS = 20_000
"""What is looked at of a head or a tail: a letterhead and signatures have fewer, a body without line ends has more."""
NAMED_PERSON = re.compile(r"(?:[а-я]\.\s?[а-я]\.\s?[а-я][а-я-]+|[а-я][а-я-]+\s[а-я]\.\s?[а-я]\.)")


def document_dates(part: Part, names: Iterable[str], address: str, published: str) -> tuple[DocumentDate, ...]:
    """Every date the sources give, best source first.

    `names` are the texts of links to the document and what stands beside them; `published` is the page's own date
    where its markup states one.
    """
    found = [*dates_in(part)]
    if part.annex and part.order is not None:
        found += [
            item for item in dates_in(part.order) if item.source in (Source.APPROVAL, Source.PROTOCOL, Source.OWN_LINE)
        ]
    found += [DocumentDate(item, Source.LINK) for name in names for item in own_dates(plain(name))]
    found += [DocumentDate(item, Source.FILE_NAME) for item in in_file_name(_file_name(address))]
    if published:
        day = date.fromisoformat(published[:10])
        found.append(DocumentDate(Found(Span(day, day), Precision.DAY, 0, 0), Source.PAGE))
    order = list(Source)
    return tuple(sorted(found, key=lambda item: (order.index(item.source), item.found.precision != Precision.DAY)))


def header_dates(part: Part) -> tuple[DocumentDate, ...]:
    """The first day in the head of an act, whoever issued it."""
    return tuple(DocumentDate(found, Source.APPROVAL) for found in days(plain(part.head[:END_LETTERS]))[:1])


def own_dates(text: str) -> list[Found]:
    """Dates of a `plain` text about a document, those of cited acts apart."""
    return [item for item in all_dates(text) if not _is_cited(text, item)]


def _is_cited(text: str, found: Found) -> bool:
    before, after = text[max(0, found.start - 90) : found.start], text[found.end :].lstrip(" г.,")
    return bool(FOREIGN_ACT.search(before) or _CITED_NUMBER.match(after))


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path).rsplit("/", 1)[-1]


def dates_in(part: Part) -> Iterator[DocumentDate]:
    head = without_validity(plain(part.head[:END_LETTERS]))
    yield from _approvals(part, head)
    yield from _near(_ANNEX, head, 200, Source.ANNEX)
    yield from _near(_PROTOCOL, head, 110, Source.PROTOCOL)
    yield from _accepted(head)
    tail = without_validity(plain(part.tail[-END_LETTERS:]))
    yield from _near(_ENACTED, tail, 80, Source.APPROVAL)
    if block := APPROVAL_BLOCK.search(tail):
        yield from _near(ACT, tail[block.start() :], 140, Source.APPROVAL)
        yield from _near(APPROVED, tail[block.start() :], 260, Source.APPROVAL)
    yield from _own_lines(part)
    yield from _in_title(part)
    yield from _signed(part)
    yield from _updated(part)


def _approvals(part: Part, head: str) -> Iterator[DocumentDate]:
    if part.kind in (DocumentKind.ORDER, DocumentKind.PROTOCOL) and not part.annex:
        own = "\n".join(line for line in head.split("\n") if not _PLACED.match(line))
        named = f"{plain(part.title)}\n{own[act.start() :] if (act := _HEADER.search(own)) else own}"
        first = next((item for item in days(named) if not _foreign(named, item) and not _amended(named, item)), None)
        if first:
            yield DocumentDate(first, Source.APPROVAL)
            return
    text = _ANNEX.sub(lambda match: " " * len(match.group()), head) if part.annex else head
    yield from _near(ACT, text, 140, Source.APPROVAL)
    yield from _near(APPROVED, text, 260, Source.APPROVAL)


def _accepted(head: str) -> Iterator[DocumentDate]:
    """«Принят на общем собрании работников 03.03.2025, протокол № 2»: the meeting's day stands before its protocol."""
    for line in head.split("\n"):
        found = days(line) if _ACCEPTED.match(line) else []
        if len(found) == 1 and not FOREIGN_ACT.search(line) and not ACT.search(line):
            yield DocumentDate(found[0], Source.PROTOCOL)


def _amended(text: str, found: Found) -> bool:
    """«О внесении изменений в приказ от 05.09.2025»: the day of the act that this one changes."""
    return bool(_CHANGED_ACT.search(text[max(0, found.start - 60) : found.start].rsplit("\n", 1)[-1]))


def _near(anchor: re.Pattern[str], text: str, reach: int, source: Source) -> Iterator[DocumentDate]:
    """The first date after an anchor that is the anchor's own, unless the anchor belongs to an authority's act."""
    for match in anchor.finditer(text):
        window = text[match.end() : match.end() + reach]
        own = [item for item in days(window) if _is_own(source, window, item)]
        if not own:
            continue
        found = own[1] if len(own) > 1 and _beside_protocol(text[: match.start()], window, own) else own[0]
        before = text[max(0, match.start() - 60) : match.start()]
        between = before + match.group() + window[: found.start]
        cited = _BASIS.search(before) or _CITED_NUMBER.match(window[found.end :].lstrip(" г.,"))
        cited = cited or _APPROVED_ELSEWHERE.search(between) or _REPEALED_BY.search(before.rsplit("\n", 1)[-1])
        if not cited and not FOREIGN_ACT.search(between.rsplit("утвержд", 1)[-1]):
            yield DocumentDate(_moved(found, match.end()), source)


def _beside_protocol(before: str, window: str, own: list[Found]) -> bool:
    """«протокол № 4 приказ № 66» on one line, «от 11 июня от 14 июня» on the next: the second date is the order's."""
    line = before.rsplit("\n", 1)[-1]
    between = window[own[0].end : own[1].start]
    if "\n" in between:
        return False
    by_word = between.rstrip().endswith("от") and not window[: own[0].start].rstrip().endswith("от")
    return by_word or (bool(_PROTOCOL.search(line)) and not days(line))


def _is_own(source: Source, window: str, found: Found) -> bool:
    """Stamps set side by side are read across: the first date behind «протокол» is the protocol's, the next the
    order's.

    A day of effect («с 1.01.2023») is no approval.
    """
    before = window[: found.start]
    if re.search(r"(?:вступа\w+|в силу|в действие)\s+с\W*$|\bс\s$", before):
        return False
    protocols, acts = list(_PROTOCOL.finditer(before)), list(ACT.finditer(before))
    if source is Source.PROTOCOL:
        return not acts
    if re.match(r"\W{0,3}протокол", window[found.end :]):
        return False
    if not protocols or (acts and acts[-1].start() > protocols[-1].start()):
        return True
    return bool(days(before[protocols[-1].end() :]))


def _moved(found: Found, by: int) -> Found:
    return Found(found.span, found.precision, found.start + by, found.end + by)


def _foreign(text: str, found: Found) -> bool:
    line = text[: found.start].rsplit("\n", 1)[-1] + text[found.start :].split("\n", 1)[0]
    return bool(FOREIGN_ACT.search(line))


def _own_lines(part: Part) -> Iterator[DocumentDate]:
    """A line that is nothing but a date (with the town), or a signature's line with a date, at the top or the end."""
    whole = [plain(line) for line in [*part.head[:END_LETTERS].split("\n"), *part.tail[-END_LETTERS:].split("\n")]]
    lines = [piece for line in whole for piece in _pieces(line)]
    for before_line, line in zip(["", *lines], lines, strict=False):
        if (
            "ознакомлен" in line
            or FOREIGN_ACT.search(line)
            or _FOREIGN_NUMBER.search(line)
            or _goes_on_foreign(before_line, line)
        ):
            continue
        for found in all_dates(without_validity(line)):
            before, after = line[: found.start], line[found.end :]
            alone = (_OWN_LINE.match(before) or _DATED.search(before) or _AFTER_NAME.match(before)) and re.fullmatch(
                r"\W*(?:г\w*)?\W*(?:г\.\s?[а-я]+|№.{0,12}|(?:в\s)?\d{1,2}[:.]\d\d(?::\d\d)?|\(?подпись\)?(?:\s[а-я]+)?)?\W*"
                r"(?:(?:просмотр|автор|комментар|добавил|категори|рубрик)\w*.{0,80})?",
                after,
            )
            signed = "|" not in line and _is_signature(line, found)
            if alone or signed or _is_header(line, found):
                yield DocumentDate(found, Source.OWN_LINE)


def _goes_on_foreign(before: str, line: str) -> bool:
    """«Приказ Минпросвещения России», «от 17.10.2025»: the day of the act that the line above names."""
    return bool(FOREIGN_ACT.search(before)) and bool(_FOREIGN_ACT_NAMED.search(before) or _OF_DAY.match(line))


def _pieces(line: str) -> tuple[str, ...]:
    """A row's cell that says «Дата составления: …» is a line of its own; other cells' dates are the table's."""
    if "|" not in line:
        return (line,)
    return (line, *(cell for cell in line.split("|") if cell.lstrip().startswith("дата")))


def _is_header(line: str, found: Found) -> bool:
    """«Договор от 05.10.2026 № 14», «Акт проверки № 88 от 08.10.2026»: a document's name, number and day alone."""
    return bool(_NAMED_AND_NUMBERED.fullmatch(line[: found.start]) and _ONLY_NUMBER.fullmatch(line[found.end :]))


def _is_signature(line: str, found: Found) -> bool:
    """A post with a name and a date, a name with a date, or a short «Старший воспитатель, май 2026 г.»."""
    by_name = bool(NAMED_PERSON.search(line)) and found.precision is Precision.DAY
    if by_name and (SIGNER.search(line) or len(line) < SHORT_LINE):
        return len(line) < LONG_LINE
    if _COMPILED.match(line) and line[: found.start].rstrip().endswith(","):
        return len(line) < SHORT_LINE
    return bool(SIGNER.match(line.lstrip())) and len(line) < SHORT_LINE


def _in_title(part: Part) -> Iterator[DocumentDate]:
    """«по состоянию на 08.12.2025», «… от 12.12.2025» in the title."""
    title = plain(part.title[:END_LETTERS])
    for found in days(title):
        if not re.search(r"\b(?:с|до|по)\W*$", title[: found.start]) and not _foreign(title, found):
            yield DocumentDate(found, Source.OWN_LINE)


def placed_on(part: Part) -> str:
    """The day a page says it was placed, ISO: «Опубликовано …», or a lone date right under its heading."""
    told = [*_updated(part)]
    under = Part(part.blocks[:UNDER_HEADING], "")
    found = told or [item for item in _own_lines(under) if item.found.precision is Precision.DAY]
    return next((item.iso for item in found), "")


def _updated(part: Part) -> Iterator[DocumentDate]:
    """«Обновлено 14.11.2025», «Добавил: admin | 27 июня 2025»: a page's own word on when it was placed."""
    for block in part.blocks:
        line = plain(block.text)
        if len(line) < SHORT_LINE and (match := _PLACED.match(line)):
            yield from (DocumentDate(found, Source.PAGE) for found in days(line[match.end() :])[:1])
        elif stated := placed(line):
            yield DocumentDate(stated, Source.PAGE)


def _signed(part: Part) -> Iterator[DocumentDate]:
    text = without_validity(part.plain)
    for match in SIGNATURE.finditer(text):
        window = text[match.start() : match.start() + 400]
        for at in _SIGNED_AT.finditer(window):
            if (found := next(iter(days(window[at.end() : at.end() + 40])), None)) and found.start < 6:
                yield DocumentDate(found, Source.E_SIGNATURE)
