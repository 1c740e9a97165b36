"""Row 1.3: local acts on mentoring.

**Counts**: the school's own regulation on (the system of) mentoring of teachers; with it or alone, the order that
introduces it or names the curator.

**Does not count**: federal and regional acts reposted, methodical recommendations alone, regulations for pupils.

**Blind spots**: amendments published as a scan without text.
"""

import re

from audit_rules.candidates import Candidate
from audit_rules.contents import is_mentoring_kind, is_repealed, is_substantial
from audit_rules.currency import approved_since, before_351_8, late, reconfirmed
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.owner import Owner
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems

_SUBJECT = stems("положени* ... наставн*|локальн* ... наставн*|положени* ... молод* специалист*")
_ANOTHER_SUBJECT = stems(
    """
        о конкурс* | о смотр* | о фестивал* | о совет* ... наставник* | о клуб* | о школ* ... молод*
        | о школ* наставник* | о звани* | о почетн* | о преми* | о поощрен* | о кафедр* | о методическ* объединен*
    """
)
_BASIS = re.compile(r"(?:в соответствии с|на основании|во исполнение|согласно)[^\n]{0,400}")
_OF_PAIRS = stems("наставническ* пар*|закреплен* ... наставн*|назначен* наставник*|наставническ* групп*")
"""An order on pairs is row 3.4's: it introduces nothing."""
_OF_AUTHORITIES = (None, DocumentKind.METHODICAL, DocumentKind.OTHER, DocumentKind.ORDER, DocumentKind.REGULATION)
_RECOMMENDS = stems("положени* ... наставничеств*|систем* ... наставничеств*|целев* модел* ... наставничеств*")
"""Letters and acts that schools repost in place of their own."""
_INTRODUCES = stems("внедрен*|целев* модел*|систем* наставн*|положени* ... наставн*|куратор*")


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.owner is Owner.AUTHORITY and candidate.kind in _OF_AUTHORITIES:
        return bool(_RECOMMENDS.search(candidate.part.plain))
    if is_mentoring_kind(candidate, DocumentKind.REGULATION) and not _ANOTHER_SUBJECT.search(
        plain(candidate.part.title)
    ):
        return is_substantial(candidate)
    if any(is_mentoring_kind(item, DocumentKind.REGULATION) for item in context.current):
        return False
    told = _BASIS.sub(" ", plain(f"{candidate.part.title}\n{candidate.part.text}"))
    introduces = _INTRODUCES.search(told) and not _OF_PAIRS.search(plain(candidate.part.title))
    return is_mentoring_kind(candidate, DocumentKind.ORDER) and bool(introduces) and is_substantial(candidate)


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    calendar = context.calendar
    if candidate.kind is DocumentKind.ORDER:
        return Standing.with_defects(Reason.INCOMPLETE, *(() if candidate.dated else (Reason.NO_DATE,)))
    if is_repealed(candidate):
        return OUTDATED
    remarks = before_351_8(candidate)
    if approved_since(candidate, calendar.window.first, calendar.as_of):
        return Standing.with_defects(remarks=(*late(candidate, calendar), *remarks))
    if act := reconfirmed(context, _SUBJECT):
        return Standing.with_defects(remarks=remarks, confirmed_by=act)
    return Standing.with_defects(Reason.STALE_IN_FORCE if candidate.dated else Reason.NO_DATE, remarks=remarks)


RULE = Rule(
    row=RowNumber(1, 3),
    looks_for=(
        "Собственное положение о системе (целевой модели) наставничества педагогических работников, принятое "
        "или подтверждённое (приказом, протоколом) с мая последнего закрытого периода; приказ о внедрении "
        "или о кураторе без положения – частично"
    ),
    names=stems(
        """
            положени* ... наставн* | положени* ... молод* специалист* | приказ* ... внедрен*
            | приказ* ... целев* модел* | приказ* ... наставничеств* | приказ* ... куратор* | <положение
        """
    ),
    kinds=(DocumentKind.REGULATION, DocumentKind.ORDER),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.windows_due,
    recommendation=(
        "разместить в разделе «Наставничество» положение о системе наставничества педагогических "
        "работников с датой и номером приказа об утверждении; положение прежних лет подтвердить приказом или "
        "протоколом"
    ),
    sample="Положение о системе наставничества педагогических работников",
)
