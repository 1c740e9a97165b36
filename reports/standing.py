"""How far data may be relied on: preliminary until the campaign is closed; and the sheet of what people decided."""

from audit_rules.campaigns.model import Key
from reports import foreign
from reports.campaign_words import DECISIONS, PRELIMINARY
from reports.cells import SCHOOL, Cell, Column, Linked, Sheet, note, who
from reports.results import Results
from reports.views import StandingView
from reports.wording import counted, day

UNCONFIRMED = "Решения вынесены программой по опубликованному на сайтах и аналитиком ещё не подтверждены."
CONFIRMED = "Решения программы просмотрены аналитиком КИМЦ, кампания «{name}» закрыта."


def standing(results: Results) -> StandingView:
    """A heading and the sentence after it."""
    campaign = results.campaign
    final = campaign is not None and campaign.final
    sentence = CONFIRMED.format(name=foreign.line(campaign.name)) if campaign and final else UNCONFIRMED
    overridden = sum(item.verdict is not item.machine for item in results.decisions.values())
    told = f" Аналитиком изменено: {counted(overridden, DECISIONS)}." if overridden else ""
    return StandingView(heading="Итоговые данные" if final else PRELIMINARY, sentence=sentence + told)


def decided_sheet(results: Results) -> Sheet:
    """The machine's verdict beside the person's."""
    return Sheet(
        name="Решения аналитика",
        title="Решения аналитика рядом с решениями программы",
        note=note(results),
        columns=(
            *SCHOOL,
            Column("Строка", 7),
            Column("Решение программы", 15),
            Column("Решение аналитика", 15),
            Column("Обоснование", 50),
            Column("Ссылка", 40),
            Column("Кто решил", 20),
            Column("Дата", 11),
        ),
        lines=tuple(_line(results, key) for key in results.findings if key in results.decisions),
        frozen=1,
    )


def _line(results: Results, key: Key) -> tuple[Cell, ...]:
    schools = {school.id: school for school in results.schools}
    decided = results.decisions[key]
    assert decided.verdict is not None
    return (
        *who(schools[decided.school_id]),
        str(decided.row),
        decided.machine,
        decided.verdict,
        foreign.line(decided.reason, foreign.QUOTE),
        Linked(text=foreign.shown_address(decided.link), href=foreign.link(decided.link)),
        foreign.line(decided.author),
        day(decided.day),
    )
