"""Every school × every row: one finding each. The precedence of verdicts lives here and nowhere else (`design.md`)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit_rules.addressees import binds
from audit_rules.advice import advice
from audit_rules.applicability import Statement, ground
from audit_rules.calendar import Calendar, local_day
from audit_rules.coverage import searched
from audit_rules.doubts import best_known, doubts, gaps_of, in_the_way
from audit_rules.model import (
    Evidence,
    Finding,
    NearMiss,
    Reason,
    Remark,
    Requirement,
    RowNumber,
    Verdict,
)
from audit_rules.named import dead_links, without_link
from audit_rules.pair_counts import ROWS as PAIR_ROWS
from audit_rules.pair_counts import pair_counts
from audit_rules.personal.defect import with_personal_data
from audit_rules.personal.veil import veiled
from audit_rules.registered import Entry, entry_for, is_due, may_be_registered
from audit_rules.rows import rule_of
from audit_rules.rule import Context, Rule
from audit_rules.russian import cut
from audit_rules.site import Site
from audit_rules.support import support
from audit_rules.weighing import Match, evidence, evidence_of, weigh
from crawler.items import SiteOutcome

EVIDENCE_SHOWN = 5
NEAR_MISSES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges sites as of a day. `on_crash` hears of a rule that failed: its row becomes `unverified`, the run goes
    on.
    """

    rows: Sequence[Requirement]
    as_of: date
    rules_version: str
    on_crash: Callable[[str, RowNumber, Exception], None]
    entries: Sequence[Entry] = ()
    """What КИМЦ's registry says of rows that no site shows."""

    def findings(self, site: Site) -> Iterator[Finding]:
        """One finding a row, in the roadmap's order."""
        context = Context(replace(site.shielded(), as_of=self.as_of), Calendar(self.as_of))
        for requirement in self.rows:
            try:
                finding = self._finding(requirement, context)
                yield veiled(self._with_advice(finding, requirement, context.calendar))
            except Exception as error:
                self.on_crash(site.school.id, requirement.row, error)
                yield self._with_advice(self._crashed(site, requirement.row), requirement, context.calendar)

    def _with_advice(self, finding: Finding, requirement: Requirement, calendar: Calendar) -> Finding:
        told = advice(requirement, rule_of(requirement.row), finding.verdict, finding.reasons, calendar)
        return replace(finding, recommendation=told)

    def _crashed(self, site: Site, row: RowNumber) -> Finding:
        """Nothing of the site is asked for again: what failed may fail here too."""
        return Finding(
            school_id=site.school.id,
            row=row,
            verdict=Verdict.UNVERIFIED,
            reasons=(Reason.INTERNAL_ERROR,),
            as_of=self.as_of.isoformat(),
            rules_version=self.rules_version,
        )

    def _finding(self, requirement: Requirement, context: Context) -> Finding:
        row, rule = requirement.row, rule_of(requirement.row)
        if not binds(requirement, context.site.school.type):
            return self._made(context, row, Verdict.NOT_CHECKABLE, remarks=(Remark.OTHER_ADDRESSEE,))
        if row in PAIR_ROWS:
            return _cross_checked(self._of_binding_row(requirement, rule, context), context)
        return self._of_binding_row(requirement, rule, context)

    def _of_binding_row(self, requirement: Requirement, rule: Rule | None, context: Context) -> Finding:
        """Steps 1 and 2, and what the registry knows; of the rest the rule decides."""
        row = requirement.row
        known = may_be_registered(requirement)
        entry = entry_for(self.entries, requirement, context.site.school, context.calendar) if known else None
        if rule is None:
            return self._registered(context, requirement, entry)
        if (basis := ground(row, context.site, context.calendar)) is not None:
            return self._void(context, row, basis)
        finding = self._judged(rule, context)
        if entry is not None and finding.verdict is Verdict.UNVERIFIED:
            return self._registered(context, requirement, entry)
        return finding

    def _registered(self, context: Context, requirement: Requirement, entry: Entry | None) -> Finding:
        """What no site shows: the registry decides, what the site tells only supports it."""
        seen = tuple(evidence(item) for item in support(requirement, context))
        if entry is None:
            return self._made(context, requirement.row, Verdict.NOT_CHECKABLE, evidence=seen)
        verdict = entry.verdict
        if verdict is Verdict.MISSING and not is_due(requirement, context.calendar):
            verdict = Verdict.NOT_DUE
        return self._made(
            context,
            requirement.row,
            verdict,
            (Reason.INCOMPLETE,) if verdict is Verdict.PARTIAL else (),
            evidence=(entry.evidence, *seen),
        )

    def _void(self, context: Context, row: RowNumber, basis: object) -> Finding:
        shown: tuple[Evidence, ...] = ()
        if isinstance(basis, Statement):
            shown = (_stated(basis),)
        return self._made(context, row, Verdict.NOT_APPLICABLE, evidence=shown)

    def _judged(self, rule: Rule, context: Context) -> Finding:
        """Steps 3 to 7 of the precedence."""
        matches, misses = _weighed(rule, context)
        gaps = gaps_of(rule, context)
        matches = with_personal_data(rule, context.site, best_known(matches, context.site), seen_whole=not gaps)
        best = matches[0].standing if matches else None
        doubted = doubts(matches[0], rule, context, gaps) if matches else ()
        if best and best.verdict is not Verdict.OUTDATED and not doubted:
            return self._found(rule, context, best.verdict, matches, misses)
        gaps = tuple(dict.fromkeys((*gaps, *doubted)))
        if not rule.due(context.calendar):
            return self._made(context, rule.row, Verdict.NOT_DUE)
        if gaps:
            return self._seen(rule, context, Verdict.UNVERIFIED, gaps, matches, misses)
        if best:
            return self._found(rule, context, Verdict.OUTDATED, matches, misses)
        misses = (*misses, *without_link(rule, context))
        if rule.not_found is not None:
            return self._seen(rule, context, Verdict.UNVERIFIED, (rule.not_found,), matches, misses)
        reasons = tuple(dict.fromkeys(miss.reason for miss in misses))
        return self._seen(rule, context, Verdict.MISSING, reasons, matches, misses)

    def _found(
        self, rule: Rule, context: Context, verdict: Verdict, matches: Sequence[Match], misses: Sequence[NearMiss]
    ) -> Finding:
        best = matches[0].standing
        same = [match for match in matches if match.standing.verdict is best.verdict]
        return self._seen(rule, context, verdict, best.reasons, same, misses, best.remarks)

    def _seen(
        self,
        rule: Rule,
        context: Context,
        verdict: Verdict,
        reasons: tuple[Reason, ...],
        matches: Sequence[Match],
        misses: Sequence[NearMiss],
        remarks: tuple[Remark, ...] = (),
    ) -> Finding:
        return self._made(
            context,
            rule.row,
            verdict,
            reasons,
            remarks=remarks,
            evidence=tuple(dict.fromkeys(item for match in matches for item in evidence_of(match, rule)))[
                :EVIDENCE_SHOWN
            ],
            near_misses=tuple(misses)[:NEAR_MISSES_SHOWN],
        )

    def _made(
        self,
        context: Context,
        row: RowNumber,
        verdict: Verdict,
        reasons: tuple[Reason, ...] = (),
        *,
        remarks: tuple[Remark, ...] = (),
        evidence: tuple[Evidence, ...] = (),
        near_misses: tuple[NearMiss, ...] = (),
    ) -> Finding:
        rule = rule_of(row)
        told = self._told(context.site.outcome) if rule else ()
        left = in_the_way(rule, context) if rule and verdict is Verdict.UNVERIFIED else ()
        return Finding(
            school_id=context.site.school.id,
            row=row,
            verdict=verdict,
            reasons=reasons,
            remarks=tuple(dict.fromkeys((*remarks, *told))),
            evidence=evidence,
            near_misses=near_misses,
            searched=searched(rule, context.site, left),
            as_of=self.as_of.isoformat(),
            rules_version=self.rules_version,
        )

    def _told(self, outcome: SiteOutcome) -> tuple[Remark, ...]:
        """What the crawl noted of the whole site; an audit of a day after the capture wants an analyst's look."""
        later = bool(outcome.finished_at) and self.as_of > local_day(outcome.finished_at)
        return (*map(Remark, outcome.remarks), *((Remark.NEEDS_REVIEW,) if later else ()))


def _cross_checked(finding: Finding, context: Context) -> Finding:
    """Pairs in the order, in the base and programmes must be as many; where they are not an analyst should look."""
    if finding.verdict not in (Verdict.MET, Verdict.PARTIAL) or not (counts := pair_counts(context)).disagree:
        return finding
    remarks = tuple(dict.fromkeys((*finding.remarks, Remark.NEEDS_REVIEW)))
    return replace(finding, remarks=remarks, pairs=counts)


def _weighed(rule: Rule, context: Context) -> tuple[tuple[Match, ...], tuple[NearMiss, ...]]:
    results = [*(weigh(candidate, rule, context) for candidate in context.site.candidates), *dead_links(rule, context)]
    matches = sorted((item for item in results if isinstance(item, Match)), key=lambda match: match.order)
    misses = {(item.title, item.reason): item for item in reversed(results) if isinstance(item, NearMiss)}
    return tuple(matches), tuple(reversed(misses.values()))


def _stated(statement: Statement) -> Evidence:
    candidate = statement.candidate
    return Evidence(
        url=candidate.url,
        found_on=candidate.document.found_on,
        clicks=candidate.document.clicks,
        title=candidate.title,
        quote=cut(statement.words, 300),
        sha256=candidate.document.sha256,
    )
