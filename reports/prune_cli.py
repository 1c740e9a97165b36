"""`kimc-audit prune`: of closed campaigns older than the last few only the evidence is kept."""

from collections.abc import Sequence
from pathlib import Path

import click

from audit_rules.campaigns.folder import read_mark
from audit_rules.model import Finding
from audit_rules.store import FindingStore
from crawler import pruning
from crawler.store import Captures
from reports import stages
from reports.cli_options import PATH, json_option
from reports.console import result, result_json
from reports.wording import counted, day

DOCUMENTS = ("документ", "документа", "документов")
KEEP = 2


@click.command(
    "prune",
    options_metavar="[КЛЮЧИ]",
    help="Очистить папки старых закрытых кампаний: остаются доказательства и хеши, прочие копии страниц удаляются.",
)
@click.argument("folders", nargs=-1, required=True, type=PATH, metavar="ПАПКА...")
@click.option(
    "--keep",
    type=click.IntRange(min=0),
    default=KEEP,
    show_default=True,
    metavar="N",
    help="Сколько последних кампаний из названных не трогать.",
)
@click.option("--yes", is_flag=True, help="Очистить; без этого ключа только сказать, сколько освободится.")
@json_option
def prune_app(folders: tuple[Path, ...], keep: int, yes: bool, as_json: bool) -> None:
    audits = sorted((_closed(folder) for folder in dict.fromkeys(folders)), key=lambda audit: audit[0])
    old = audits[: max(0, len(audits) - keep)]
    told = [_pruned(folder, as_of, findings, yes) for as_of, folder, findings in old]
    if as_json:
        result_json({"pruned": yes, "folders": told})
        return
    for line in told:
        result(_line(line, yes))
    if not told:
        result(f"Очищать нечего: названо кампаний {len(audits)}, последние {keep} не трогаются.")
    elif not yes:
        result("Ничего не удалено. Чтобы очистить, повторите команду с ключом --yes.")


def _closed(folder: Path) -> tuple[str, Path, tuple[Finding, ...]]:
    """The audit's day, the folder, its findings; StageError for what may still be judged again."""
    findings = FindingStore(folder).read()
    mark = read_mark(folder)
    if not findings or mark is None or not mark.final:
        raise stages.StageError(f"папка {folder} – не итоги закрытой кампании; очищаются только они (campaign final)")
    return max(finding.as_of for finding in findings), folder, findings


def _pruned(folder: Path, as_of: str, findings: Sequence[Finding], yes: bool) -> dict[str, object]:
    captures = Captures(folder)
    done = pruning.prune if yes else pruning.to_free
    found = [
        done(captures, outcome.school_id, _behind(findings, outcome.school_id, captures))
        for outcome in captures.outcomes()
        if captures.folder(outcome.school_id).is_dir()
    ]
    return {
        "folder": str(folder),
        "as_of": as_of,
        "kept": sum(item.kept for item in found),
        "dropped": sum(item.dropped for item in found),
        "bytes": sum(item.freed for item in found),
    }


def _behind(findings: Sequence[Finding], school_id: str, captures: Captures) -> frozenset[str]:
    """Addresses of what counts, of what nearly did, and of the pages that lead there."""
    own = [finding for finding in findings if finding.school_id == school_id]
    shown = [item for finding in own for item in finding.evidence]
    near = {miss.url for finding in own for miss in finding.near_misses}
    places = (link.found_on for link in captures.links(school_id) if link.url in near)
    named = (*(item.url for item in shown), *(item.found_on for item in shown), *near, *places)
    return frozenset(url.partition("!/")[0] for url in named if url)


def _line(told: dict[str, object], yes: bool) -> str:
    freed = f"{int(str(told['bytes'])) / 1_000_000:.1f} МБ".replace(".", ",")
    kept, dropped = int(str(told["kept"])), int(str(told["dropped"]))
    done = "очищено, освобождено" if yes else "освободится"
    return (
        f"{told['folder']} (проверка на {day(str(told['as_of']))}): {done} {freed}; "
        f"останется {counted(kept, DOCUMENTS)} с копиями, без копий (только хеш) – {counted(dropped, DOCUMENTS)}."
    )
