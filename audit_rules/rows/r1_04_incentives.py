"""Row 1.4: pay and incentives for mentors in local acts.

**Counts**: regulation on pay or incentive payments, collective agreement, a separate act or the mentoring
regulation whose text speaks of mentors in one sentence, list item or table row with pay or incentive words.

**Does not count**: acts of the city or region, other organisations' acts, a form without the organisation's name.

**Blind spots**: annexes of a collective agreement published apart under silent names.
"""

from datetime import date
from functools import lru_cache

from audit_rules.candidates import Candidate
from audit_rules.contents import in_force_until, is_repealed, is_substantial, pays_mentors, sentences
from audit_rules.currency import before_351_8
from audit_rules.dates import days
from audit_rules.kinds import DocumentKind
from audit_rules.model import Reason, RowNumber
from audit_rules.owner import Owner
from audit_rules.rule import OUTDATED, Context, Rule, Standing
from audit_rules.russian import plain, stems

_PROLONGS = stems("продл* ... коллективн* договор*|коллективн* договор* ... продл*")
_AMENDS = stems("изменен*|дополнительн* соглашен*|соглашен*|о внесении|о продлении|приказ о внесении")
_ACTS = (DocumentKind.PAY_REGULATION, DocumentKind.COLLECTIVE_AGREEMENT)


def _accepts(candidate: Candidate, context: Context) -> bool:
    if candidate.kind in _ACTS:
        amends = bool(_AMENDS.match(plain(candidate.part.title)))
        return is_substantial(candidate) and (not amends or bool(pays_mentors(candidate)))
    is_act = candidate.kind in (DocumentKind.REGULATION, DocumentKind.ORDER)
    return is_act and candidate.topic_seen.counts and bool(pays_mentors(candidate))


def _standing(candidate: Candidate, context: Context) -> Standing | None:
    last = _last_day(candidate) if candidate.kind is DocumentKind.COLLECTIVE_AGREEMENT else None
    over = last is not None and last < context.calendar.as_of
    if is_repealed(candidate) or (over and not _is_prolonged(context)):
        return OUTDATED
    defects = () if pays_mentors(candidate) else (Reason.INCOMPLETE,)
    return Standing.with_defects(*defects, remarks=before_351_8(candidate))


def _last_day(agreement: Candidate) -> date | None:
    """By its own clause on its term, else by the years in its title."""
    stated = in_force_until(agreement)
    return stated or (agreement.period.span.last if agreement.period else None)


@lru_cache(maxsize=1)
def _is_prolonged(context: Context) -> bool:
    """Another document of the school prolongs the collective agreement beyond the audit's day."""
    as_of = context.calendar.as_of
    own = (item for item in context.site.candidates if item.owner is Owner.OWN and not item.is_later_than(as_of))
    return any(
        found.span.last >= as_of
        for item in own
        if _PROLONGS.search(item.part.plain)
        for sentence in sentences(item.part.blocks)
        if _PROLONGS.search(sentence)
        for found in days(sentence)
    )


RULE = Rule(
    row=RowNumber(1, 4),
    looks_for=(
        "Положение об оплате труда (стимулирующих выплатах), коллективный договор или отдельный акт, в "
        "тексте которого наставники названы в одном предложении, пункте или строке таблицы с выплатами, "
        "баллами или поощрением"
    ),
    names=stems(
        """
            оплат* труда | стимулир* | коллективн* договор* | колдоговор* | материальн* поощрен* | поощрен* наставн*
            | выплат* ... наставн* | доплат* ... наставн* | премирован*
        """
    ),
    kinds=(*_ACTS, DocumentKind.REGULATION, DocumentKind.ORDER),
    accepts=_accepts,
    standing=_standing,
    due=lambda calendar: calendar.windows_due,
    mentoring=False,
    shows=pays_mentors,
    recommendation=(
        "внести в положение об оплате труда (о стимулирующих выплатах) или в коллективный договор "
        "условия стимулирования педагогических работников, выполняющих функции наставников, и разместить действующую "
        "редакцию в разделе «Документы» со ссылкой из раздела «Наставничество»"
    ),
    sample="Изменения в Положение об оплате труда в части стимулирования наставников",
)
