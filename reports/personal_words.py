"""The Russian words for kinds and severities of personal data, and what is to be done."""

from collections.abc import Mapping

from audit_rules.personal.model import PersonalKind, Severity

KINDS: Mapping[PersonalKind, str] = {
    PersonalKind.SNILS: "СНИЛС",
    PersonalKind.INN: "ИНН",
    PersonalKind.PASSPORT: "паспорт",
    PersonalKind.BIRTH_CERTIFICATE: "свидетельство о рождении",
    PersonalKind.BIRTH_DATE: "дата рождения",
    PersonalKind.ADDRESS: "домашний адрес",
    PersonalKind.PHONE: "личный телефон",
    PersonalKind.EMAIL: "личная почта",
    PersonalKind.CARD: "банковская карта",
    PersonalKind.NAMED_DEFICIT: "дефициты названного педагога",
    PersonalKind.CHILD: "сведения о ребёнке",
}
SEVERITIES: Mapping[Severity, str] = {
    Severity.CRITICAL: "критично",
    Severity.SUBSTANTIAL: "существенно",
    Severity.MINOR: "незначительно",
}
ADVICE: Mapping[Severity, str] = {
    Severity.CRITICAL: "Снять документ с сайта сейчас, разместить без этих сведений.",
    Severity.SUBSTANTIAL: "Заменить документ на сайте вариантом без этих сведений.",
    Severity.MINOR: "Проверить, есть ли согласие работника; если нет, убрать.",
}
