"""What a school is told to do, per verdict and reason: imperative, impersonal, never «нарушено» (`domain.md` § 3.3)."""

from audit_rules.calendar import Calendar
from audit_rules.model import Reason, Verdict
from audit_rules.rule import Rule

_FIXES = {
    Reason.LATE: "Рекомендуется в следующем периоде разместить документ в срок, установленный Дорожной картой",
    Reason.STALE_IN_FORCE: (
        "Рекомендуется подтвердить действие документа приказом или протоколом (либо утвердить новую "
        "редакцию) и разместить подтверждение рядом с документом"
    ),
    Reason.NO_DATE: (
        "Рекомендуется указать дату: в документе – в грифе утверждения или реквизитах приказа, на странице – дату "
        "размещения; назвать учебный год или период"
    ),
    Reason.NO_APPROVAL: "Рекомендуется заполнить гриф утверждения: должность, подпись, дата и номер приказа",
    Reason.INCOMPLETE: "Рекомендуется дополнить размещённые материалы недостающей частью",
    Reason.PERSONAL_DATA: (
        "Рекомендуется удалить из опубликованного документа персональные данные, не разрешённые к распространению"
    ),
    Reason.BROKEN_LINK: "Рекомендуется восстановить файл или исправить ссылку, которая не открывается",
}
_CHECK = {
    Reason.ASK_FOR_COPY: "Рекомендуется направить в КИМЦ копию приказа либо разместить его на сайте",
    Reason.UNREADABLE_DOCUMENT: (
        "Рекомендуется разместить документ с текстовым слоем (не только изображение) и убедиться, что файл открывается"
    ),
    Reason.EXTERNAL_STORAGE: "Рекомендуется разместить файл на официальном сайте, а не на внешнем диске",
    Reason.ROBOTS: "Рекомендуется разрешить в файле robots.txt просмотр разделов с документами",
}
SUMMER = (6, 7, 8)
_LOOK = "Рекомендуется проверить строку вручную: автоматически установить наличие документа не удалось"


def advice(rule: Rule, verdict: Verdict, reasons: tuple[Reason, ...], calendar: Calendar) -> str:
    """The recommendation printed beside a finding; empty when nothing is to be done."""
    first = _year_ahead(calendar)
    place = rule.recommendation.format(years=f"{first}-{first + 1}")
    if verdict is Verdict.PARTIAL:
        if Reason.INCOMPLETE in reasons:
            return _joined([place, *(_FIXES[reason] for reason in reasons if reason is not Reason.INCOMPLETE)])
        return _joined([_FIXES[reason] for reason in reasons])
    if verdict in (Verdict.MISSING, Verdict.OUTDATED):
        return place + "."
    if verdict is Verdict.UNVERIFIED:
        return _joined([_CHECK[reason] for reason in reasons if reason in _CHECK] or [_LOOK])
    return ""


def _year_ahead(calendar: Calendar) -> int:
    """The school year that can still be acted on: in July the judged one is over."""
    first = calendar.school_year.first.year
    return first + 1 if calendar.as_of.month in SUMMER else first


def _joined(texts: list[str]) -> str:
    return ". ".join(dict.fromkeys(texts)) + "."
