"""Whom a row of the roadmap addresses: the institutions, the methodical centre, both, or nobody in particular."""

from audit_rules.model import Requirement, RowClass
from crawler.items import SchoolType


def binds(requirement: Requirement, kind: SchoolType) -> bool:
    """Rows of class B bind the centre, of classes A and A' the institutions; the one that weighs in both indexes (5.4)
    binds both, the rest is nobody's in particular.
    """
    if kind is SchoolType.METHODICAL_CENTRE:
        return requirement.centre_weight > 0 or requirement.row_class not in (RowClass.PLACED, RowClass.EXISTS)
    return requirement.row_class is not RowClass.CENTRE


def is_asked_of(requirement: Requirement, kind: SchoolType) -> bool:
    """Whether the roadmap names this kind of institution among those responsible."""
    centre = kind is SchoolType.METHODICAL_CENTRE
    return requirement.asked_of_centre if centre else requirement.asked_of_institutions
