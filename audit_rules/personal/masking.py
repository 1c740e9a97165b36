"""What may be shown of a value: enough to find it in the document, too little to restore it."""

import re

from audit_rules.personal.model import PersonalKind

_KEPT_DIGITS = {PersonalKind.INN: 3, PersonalKind.PASSPORT: 3, PersonalKind.BIRTH_CERTIFICATE: 2, PersonalKind.CARD: 4}
_FIXED = {
    PersonalKind.BIRTH_DATE: "**.**.****",
    PersonalKind.ADDRESS: "ул. ***, д. **, кв. **",
}


def masked(kind: PersonalKind, value: str) -> str:
    """The value with three or four characters left at most; dates and addresses keep none."""
    if kind in _FIXED:
        return _FIXED[kind]
    digits = re.sub(r"\D", "", value)
    if kind is PersonalKind.SNILS:
        return f"***-***-{digits[6:9]} **"
    if kind is PersonalKind.PHONE:
        return f"+7 9** ***-**-{digits[-2:]}"
    if kind in _KEPT_DIGITS:
        kept = _KEPT_DIGITS[kind]
        return "*" * (len(digits) - kept) + digits[-kept:]
    return f"{value[:1]}***@***" if kind is PersonalKind.EMAIL else f"{value[:1]}***"
