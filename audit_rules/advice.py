"""What an institution is told to do, per row, verdict and reason: imperative, impersonal, never «нарушено», with place,
term and a sample title (`domain.md` § 3.3).
"""

from collections.abc import Mapping
from datetime import date

from audit_rules.calendar import Calendar
from audit_rules.model import Reason, Requirement, Verdict
from audit_rules.rule import Rule
from audit_rules.terms import placed_by, term

_FIXES: Mapping[Reason, str] = {
    Reason.LATE: "в следующий раз разместить документ в том же разделе сайта в срок",
    Reason.STALE_IN_FORCE: (
        "подтвердить действие документа приказом или протоколом (либо утвердить новую редакцию) и разместить "
        "подтверждение рядом с документом"
    ),
    Reason.NO_DATE: (
        "указать дату там же, где размещено: в документе – в грифе утверждения или реквизитах приказа, на странице – "
        "дату размещения; назвать учебный год или период"
    ),
    Reason.NO_APPROVAL: (
        "заполнить гриф утверждения (должность, подпись, дата и номер приказа) и заменить им размещённый на сайте файл"
    ),
    Reason.PERSONAL_DATA: (
        "безотлагательно удалить с сайта персональные данные, не разрешённые к распространению, и разместить на том же "
        "месте обезличенный документ"
    ),
    Reason.BROKEN_LINK: "восстановить файл или исправить ссылку, которая не открывается, на той же странице сайта",
}
"""What mends a defect; `incomplete` is mended by what the row asks for."""

_NEAR: Mapping[Reason, str] = {
    Reason.STUDENT_ONLY: "Размещённое о наставничестве обучающихся дополнить документом о педагогических работниках",
    Reason.OTHER_ORGANISATION: "Документ другой организации заменить собственным",
    Reason.FEDERAL_ONLY: "К актам вышестоящих органов добавить собственный документ",
    Reason.BLANK_TEMPLATE: "Образец заполнить: наименование учреждения, даты, участники",
    Reason.NAMED_WITHOUT_LINK: "Там, где документ только назван, добавить ссылку на него",
    Reason.BROKEN_LINK: "Восстановить файл или исправить ссылку, которая не открывается",
}
"""What is added where something was found that does not count."""

_SITE = "проверить, открывается ли официальный сайт по этому адресу без ошибок, и сообщить в КИМЦ, когда он откроется"
_ACCESS = "открыть раздел с документами на сайте для просмотра без пароля, проверки посетителя и запрета для программ"
_BY_HAND = "просмотреть раздел сайта вручную: автоматически установить наличие документа не удалось"
_CHECK: Mapping[Reason, str] = {
    Reason.UNREACHABLE: _SITE,
    Reason.DNS: _SITE,
    Reason.TIMEOUT: _SITE,
    Reason.HTTP_ERROR: _SITE,
    Reason.TLS: "обновить сертификат официального сайта, чтобы он открывался по защищённому соединению",
    Reason.TRUNCATED: "заново загрузить на сайт файл или страницу, которые передаются не целиком",
    Reason.BLOCKED: _ACCESS,
    Reason.ROBOTS: "разрешить в файле robots.txt сайта просмотр разделов с документами",
    Reason.LOGIN: _ACCESS,
    Reason.NEEDS_BROWSER: "разместить документы на сайте обычными ссылками, которые видны без сценариев страницы",
    Reason.LIMIT_REACHED: _BY_HAND,
    Reason.UNREADABLE_DOCUMENT: (
        "разместить на сайте документ с текстовым слоем (не только изображение) и убедиться, что файл открывается"
    ),
    Reason.EXTERNAL_STORAGE: "разместить файл на официальном сайте, а не на внешнем диске",
    Reason.INTERNAL_ERROR: _BY_HAND,
}
_SAID = (Verdict.MISSING, Verdict.OUTDATED, Verdict.NOT_DUE)
SUMMER = (6, 7, 8)


def advice(
    requirement: Requirement, rule: Rule | None, verdict: Verdict, reasons: tuple[Reason, ...], calendar: Calendar
) -> str:
    """The recommendation printed beside a finding; empty when nothing is to be done."""
    if rule is None:
        return f"{requirement.advice}." if verdict in (Verdict.PARTIAL, *_SAID) else ""
    by, soon = term(requirement, verdict, reasons, calendar), placed_by(calendar.as_of)
    if verdict in _SAID or Reason.ASK_FOR_COPY in reasons:
        near = [_NEAR[reason] for reason in reasons if reason in _NEAR] if verdict is Verdict.MISSING else []
        return _joined([_demand(rule, calendar, by), *near])
    if verdict is Verdict.PARTIAL:
        fixes = [_with_term(_FIXES[reason], by) for reason in reasons if reason in _FIXES]
        return _joined([*([_demand(rule, calendar, soon)] if Reason.INCOMPLETE in reasons else []), *fixes])
    if verdict is Verdict.UNVERIFIED:
        return _joined([_with_term(_CHECK[reason], soon) for reason in reasons])
    return ""


def _demand(rule: Rule, calendar: Calendar, by: date) -> str:
    first = _year_ahead(calendar)
    years = f"{first}-{first + 1}"
    sample = f"Образец названия: «{rule.sample.format(years=years)}»"
    return f"{_with_term(rule.recommendation.format(years=years), by)}. {sample}"


def _with_term(text: str, by: date) -> str:
    return f"Рекомендуется {text}; рекомендуемый срок – до {by:%d.%m.%Y}"


def _year_ahead(calendar: Calendar) -> int:
    """The school year that can still be acted on: in July the judged one is over."""
    first = calendar.school_year.first.year
    return first + 1 if calendar.as_of.month in SUMMER else first


def _joined(texts: list[str]) -> str:
    return ". ".join(dict.fromkeys(texts)) + "." if texts else ""
