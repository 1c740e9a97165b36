"""The note's dynamics: what was placed at an earlier audit and is now, over positions that both could judge."""

from dataclasses import dataclass
from typing import Self

from audit_rules.model import Verdict
from reports.labels import COUNTED
from reports.note_parts import LineKind, NoteColumn, NoteLine, NoteTable, table_of
from reports.results import Results
from reports.row_names import ROW_NAMES
from reports.tables import FindingsTable
from reports.wording import counted, long_day, number, share

INSTITUTIONS_OF = ("учреждению", "учреждениям", "учреждениям")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """Of so many institutions judged both times, how many had the row placed and how many have it now."""

    row: str
    judged: int
    before: int
    now: int

    def line(self) -> NoteLine:
        name = f"{self.row}. {ROW_NAMES[self.row]}" if self.row else "Итого"
        counts = (number(self.judged), number(self.before), number(self.now), signed(self.now - self.before))
        return NoteLine((name, *counts), LineKind.BODY if self.row else LineKind.TOTAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dynamics:
    """Row by row; the last is the sum."""

    before: str
    now: str
    schools: int
    same_rules: bool
    rows: tuple[RowChange, ...]

    @classmethod
    def between(cls, old: Results, new: Results) -> Self:
        """Matched by the registry's id and the row's number."""
        was, is_ = (FindingsTable.of(results, results.institutions) for results in (old, new))
        frames = [table.frame[table.frame["verdict"].isin([each.value for each in COUNTED])] for table in (was, is_)]
        both = frames[0].merge(frames[1], on=["school", "row"], suffixes=("_was", "_is"))
        met = Verdict.MET.value
        rows = [
            RowChange(
                row=row,
                judged=len(lines),
                before=int((lines["verdict_was"] == met).sum()),
                now=int((lines["verdict_is"] == met).sum()),
            )
            for row in is_.weights()
            for lines in [both[both["row"] == row]]
        ]
        total = RowChange(
            row="",
            judged=sum(row.judged for row in rows),
            before=sum(row.before for row in rows),
            now=sum(row.now for row in rows),
        )
        known = {school.id for school in old.institutions}
        return cls(
            before=old.as_of,
            now=new.as_of,
            schools=sum(school.id in known for school in new.institutions),
            same_rules=old.rules_version == new.rules_version,
            rows=(*rows, total),
        )

    def table(self) -> NoteTable:
        return NoteTable(
            (
                NoteColumn("Строка Дорожной карты", 72),
                NoteColumn("Проверено оба раза", 24, centred=True),
                NoteColumn("Было размещено", 24, centred=True),
                NoteColumn("Стало размещено", 24, centred=True),
                NoteColumn("Изменение", 21, centred=True),
            ),
            tuple(row.line() for row in self.rows),
        )

    def sentence(self) -> str:
        total = self.rows[-1]
        told = (
            f"Сравнение с проверкой на {long_day(self.before)} проведено по {counted(self.schools, INSTITUTIONS_OF)} "
            f"{table_of('динамика')}. Из позиций, проверенных оба раза, было размещено "
            f"{share(total.before, total.judged)}, стало — {share(total.now, total.judged)}."
        )
        rules = "Правила проверки за это время изменились, поэтому часть изменений может быть вызвана ими."
        return told if self.same_rules else f"{told} {rules}"


def signed(change: int) -> str:
    """«+3», «−2», «0»."""
    return "0" if not change else f"{'+' if change > 0 else '−'}{number(abs(change))}"
