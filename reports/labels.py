"""The Russian words, sign and colour of every code: verdicts, reasons, remarks, endings, types, sources of dates."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit_rules.dating import Source
from audit_rules.model import Reason, Remark, Verdict
from crawler.items import Ending, SchoolType


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictLabel:
    """How a verdict is shown; `sign` tells the verdicts apart without colour, `meaning` stands in the legend."""

    word: str
    sign: str
    paper: str
    """Background, hexadecimal; with `ink` a contrast of at least 4.5 : 1 (WCAG AA)."""
    ink: str
    bar: str
    """Fill of a bar's segment."""
    meaning: str


VERDICTS: Mapping[Verdict, VerdictLabel] = {
    Verdict.MET: VerdictLabel(
        word="размещено",
        sign="+",
        paper="#d8eedd",
        ink="#14532d",
        bar="#3f8f5b",
        meaning="собственный документ или страница о наставничестве педагогов есть и действует на дату среза",
    ),
    Verdict.PARTIAL: VerdictLabel(
        word="частично",
        sign="±",
        paper="#fbecbb",
        ink="#5f4100",
        bar="#dfae2b",
        meaning="документ есть и действует, но с недостатком; недостаток назван",
    ),
    Verdict.OUTDATED: VerdictLabel(
        word="устарело",
        sign="у",
        paper="#fbdcc2",
        ink="#733000",
        bar="#d9772f",
        meaning="найдены только материалы за прошедший период",
    ),
    Verdict.MISSING: VerdictLabel(
        word="не обнаружено",
        sign="−",
        paper="#f6d0d0",
        ink="#7a1212",
        bar="#b83a3a",
        meaning="относящаяся к строке часть сайта просмотрена целиком, засчитать нечего",
    ),
    Verdict.UNVERIFIED: VerdictLabel(
        word="не удалось проверить",
        sign="?",
        paper="#e2dff2",
        ink="#3a2f73",
        bar="#a7a0cf",
        meaning="по сайту нельзя сказать ни «есть», ни «нет»; причина названа; недостатком учреждения не считается",
    ),
    Verdict.NOT_DUE: VerdictLabel(
        word="срок не наступил",
        sign="с",
        paper="#dfeaf4",
        ink="#24435f",
        bar="#9bb9d3",
        meaning="ни один срок строки ещё не прошёл на дату среза",
    ),
    Verdict.NOT_APPLICABLE: VerdictLabel(
        word="не применимо",
        sign="н/п",
        paper="#ebebe8",
        ink="#45453f",
        bar="#d4d4ce",
        meaning="есть указанное основание (например, в учебном году нет наставляемых)",
    ),
    Verdict.NOT_CHECKABLE: VerdictLabel(
        word="не проверяется по сайту",
        sign="·",
        paper="#f5f5f3",
        ink="#55554f",
        bar="#e7e7e2",
        meaning="результат строки — не публикация на сайте этого учреждения",
    ),
}

GAPS = (Verdict.PARTIAL, Verdict.OUTDATED, Verdict.MISSING)
"""What a school can mend."""
COUNTED = (Verdict.MET, *GAPS)
"""What the index and the shares count (`requirements.md` § 2)."""

REASONS: Mapping[Reason, str] = {
    Reason.LATE: "позже установленного срока",
    Reason.STALE_IN_FORCE: "действует, но в последний срок не обновлено и не подтверждено",
    Reason.NO_DATE: "не указаны ни дата, ни период",
    Reason.NO_APPROVAL: "нет утверждения: ни грифа с приказом, ни подписи",
    Reason.INCOMPLETE: "содержание неполное",
    Reason.PERSONAL_DATA: "есть персональные данные, которые нельзя публиковать",
    Reason.BROKEN_LINK: "ссылка не открывается",
    Reason.STUDENT_ONLY: "речь о наставничестве обучающихся, а не педагогов",
    Reason.OTHER_ORGANISATION: "документ другой организации",
    Reason.FEDERAL_ONLY: "акт федерального, краевого или городского уровня, а не собственный",
    Reason.BLANK_TEMPLATE: "незаполненный образец без наименования учреждения",
    Reason.NAMED_WITHOUT_LINK: "документ только назван, ссылки на него нет",
    Reason.OTHER_TOPIC: "другая тема",
    Reason.UNREACHABLE: "сайт или страница не отвечает",
    Reason.DNS: "адрес сайта не находится (нет записи в системе имён)",
    Reason.TLS: "не устанавливается защищённое соединение",
    Reason.TIMEOUT: "нет ответа за отведённое время",
    Reason.HTTP_ERROR: "сервер отвечает ошибкой",
    Reason.TRUNCATED: "страница или файл получены не целиком",
    Reason.BLOCKED: "доступ закрыт: защита от роботов или запрет сервера",
    Reason.ROBOTS: "обход запрещён служебным файлом сайта (robots.txt) или этот файл не отдаётся",
    Reason.LOGIN: "нужен вход с паролем",
    Reason.NEEDS_BROWSER: "страница собирается сценариями и без браузера пуста",
    Reason.LIMIT_REACHED: "обход остановлен по пределу числа страниц, объёма или времени",
    Reason.UNREADABLE_DOCUMENT: "файл не удалось прочитать",
    Reason.EXTERNAL_STORAGE: "документ на внешнем диске, прочитать его не удалось",
    Reason.ASK_FOR_COPY: "на сайте не найдено, размещать не обязательно: нужна копия приказа",
    Reason.INTERNAL_ERROR: "сбой программы проверки",
}

_EVENTS = "1.1 2.2 2.4 2.5 3.1 4.3 4.5 4.6 4.7 4.8 4.9 4.10 4.11 6.4 7.2"
INCOMPLETE_IN: Mapping[str, str] = {
    **dict.fromkeys(_EVENTS.split(), "выполнено не полностью"),
    "2.1": "есть только карта без писем и новостей или только сведения о ней без текста карты",
    "5.3": "в реестре меньше двух практик",
    "6.2": "показатели без выводов",
    "6.3": "рекомендаций в справке нет",
    "1.3": "есть только приказ, самого положения о наставничестве нет",
    "1.4": "документ размещён, но о выплатах или поощрении наставников в нём не сказано",
    "3.2": "программ меньше, чем пар в приказе",
    "3.3": "названы только наставники, наставляемых нет",
    "2.3": "в полугодии размещены только новости",
    "4.1": "анкета или план без результатов",
    "4.4": "объявление о конкурсе без участника от учреждения",
    "5.1": "нет состава, плана или положения",
    "5.4": "одна новость за полугодие вместо двух",
    "6.1": "показатели без выводов",
    "7.1": "план контроля без результатов или нет выводов",
}
"""What exactly is lacking when a row's document is `incomplete` (`requirements.md` § 4)."""

REMARKS: Mapping[Remark, str] = {
    Remark.TLS_UNTRUSTED: "сертификат сайта не признан надёжным, содержание прочитано",
    Remark.BORROWED: "такой же текст размещён на сайте другого учреждения",
    Remark.NEEDS_REVIEW: "нужен взгляд аналитика",
    Remark.OTHER_ADDRESSEE: "строка адресована не этому учреждению",
    Remark.EXTERNAL_STORAGE: "файл лежит на внешнем диске, а не на сайте",
    Remark.LATE: "датировано позже 30 июня",
    Remark.DEEP: "глубже трёх переходов от главной страницы",
    Remark.SCAN_ONLY: "скан без текста, прочитан распознаванием",
    Remark.PRE_351_8: "документ принят до 01.03.2025, когда начала действовать статья 351.8 ТК РФ",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingLabel:
    """How a crawl ended, in a few words and in a sentence."""

    word: str
    sentence: str


ENDINGS: Mapping[Ending, EndingLabel] = {
    Ending.COMPLETE: EndingLabel(word="пройден целиком", sentence="Сайт пройден целиком."),
    Ending.LIMIT_REACHED: EndingLabel(
        word="пройден не целиком",
        sentence="Сайт пройден не целиком: исчерпан предел страниц, объёма или времени. "
        "Найденное засчитано, об отсутствии судить нельзя.",
    ),
    Ending.UNREACHABLE: EndingLabel(word="не отвечает", sentence="Сайт не отвечал, проверить его не удалось."),
    Ending.BLOCKED: EndingLabel(
        word="доступ закрыт", sentence="Сайт закрыт от автоматического чтения, проверить его не удалось."
    ),
    Ending.ROBOTS: EndingLabel(
        word="обход запрещён", sentence="Сайт запрещает обход в файле robots.txt, проверить его не удалось."
    ),
    Ending.TLS: EndingLabel(
        word="нет защищённого соединения",
        sentence="Защищённое соединение с сайтом не устанавливается, проверить его не удалось.",
    ),
    Ending.TIMED_OUT: EndingLabel(
        word="не ответил вовремя", sentence="Сайт не ответил за отведённое время, проверить его не удалось."
    ),
}
NO_CRAWL = EndingLabel(word="не обходился", sentence="Сайт в этот раз не обходился.")

READABLE = (Ending.COMPLETE, Ending.LIMIT_REACHED)
"""Endings after which something can be said about the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeLabel:
    """One institution of a type, many of them, and the three forms a count needs."""

    word: str
    plural: str
    counted: tuple[str, str, str]


TYPES: Mapping[SchoolType, TypeLabel] = {
    SchoolType.SCHOOL: TypeLabel(word="школа", plural="Школы", counted=("школа", "школы", "школ")),
    SchoolType.KINDERGARTEN: TypeLabel(
        word="детский сад", plural="Детские сады", counted=("детский сад", "детских сада", "детских садов")
    ),
    SchoolType.SUPPLEMENTARY: TypeLabel(
        word="дополнительное образование",
        plural="Учреждения дополнительного образования",
        counted=(
            "учреждение дополнительного образования",
            "учреждения дополнительного образования",
            "учреждений дополнительного образования",
        ),
    ),
    SchoolType.METHODICAL_CENTRE: TypeLabel(
        word="методический центр",
        plural="Методический центр",
        counted=("методический центр", "методических центра", "методических центров"),
    ),
}

DATE_SOURCES: Mapping[Source, str] = {
    Source.APPROVAL: "по приказу или грифу утверждения",
    Source.ANNEX: "по отметке «Приложение к приказу»",
    Source.PROTOCOL: "по протоколу",
    Source.OWN_LINE: "по дате в тексте документа",
    Source.E_SIGNATURE: "по отметке электронной подписи",
    Source.LINK: "по тексту ссылки или рядом с ней",
    Source.FILE_NAME: "по имени файла",
    Source.PAGE: "по дате публикации страницы",
}
OTHER_SOURCE = "по документу"

MONTHS = (
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
)

MONTHS_OF = (
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
)

NO_LEVEL = "недостаточно данных"


def reason_word(code: str) -> str:
    """Wording of a reason that a file gives as text; an unknown code is not shown to people as it stands."""
    return REASONS[Reason(code)] if code in set(Reason) else "не прочитано по другой причине"


def reason_in_row(row: str, reason: Reason) -> str:
    """Wording of a reason of a row's finding: told that something is lacking, a school asks what."""
    return INCOMPLETE_IN.get(row, REASONS[reason]) if reason is Reason.INCOMPLETE else REASONS[reason]


def date_source(code: str) -> str:
    """Wording of where a date comes from."""
    if not code:
        return ""
    return DATE_SOURCES[Source(code)] if code in set(Source) else OTHER_SOURCE
