"""The folder shown to who disagrees: stored copies, their pictures or text, and a page that says what is what."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from audit_rules.model import Evidence, Finding, Requirement, Verdict
from audit_rules.personal.scan import scan
from audit_rules.personal.veil import veiled_text
from crawler.codec import write_bytes
from crawler.items import Block, Document, Kind, Reading, School
from crawler.originals import NotStoredError, Originals
from crawler.pages import header_charset
from crawler.reading.charset import decode
from crawler.reading.child import ReaderPool
from crawler.reading.drawing import DRAWN
from reports import foreign
from reports.evidence_views import ExhibitView, FolderView, PictureView, TextLine, TextView
from reports.exhibits import Exhibit, Shelf
from reports.labels import REASONS
from reports.pictures import Camera, CameraError, Shots
from reports.pieces import ending, link, short_name, site
from reports.results import Results
from reports.school_rows import facts_of, row_view
from reports.standing import standing
from reports.templating import render
from reports.views import LinkView
from reports.wording import day, moment, moments, number, tied

ROLES = {
    Verdict.MET: "Засчитано",
    Verdict.PARTIAL: "Засчитано с недостатком",
    Verdict.OUTDATED: "Найдено, но за прошедший период",
    Verdict.NOT_APPLICABLE: "Основание",
}
FOUND = "Найдено"
NEAR = "Встретилось, но не засчитано: "
HOLDER = "Самого документа в обходе нет. Ниже – страница, на которой стоит ссылка на него: {address}"
NOTHING = "Сохранённой копии нет: по этому адресу ничего не получено."
WITHHELD = (
    "Копия и картинка не приложены: в документе есть сведения, которые нельзя публиковать ({kinds}). "
    "Приложить их для показа самому учреждению: ключ --with-personal-data."
)
HOW = {
    True: "Текст распознан по изображению (скан).",
    False: "Текст извлечён из файла программой; оформление документа здесь не показано.",
}
_NOWHERE = "http://text.invalid/"
# What a browser or an office program would run is kept as what it shows: text.
_ENDINGS = {"html": ".html.txt", "mht": ".mht.txt", "text": ".txt", "jpeg": ".jpg"}
_OFFICE = ("docx", "doc", "rtf", "odt", "odp", "pptx", "xlsx", "xls", "ods")
_KNOWN = frozenset({"pdf", "png", "tiff", "gif", "webp", "zip", "rar", "7z", *_OFFICE})


@dataclass(slots=True)
class FolderMaker:
    """Makes one folder; `with_personal_data` copies what is otherwise only named."""

    folder: Path
    shelf: Shelf
    originals: Originals
    readers: ReaderPool
    camera: Camera | None
    with_personal_data: bool
    _files: dict[str, str] = field(default_factory=dict)

    def make(self, results: Results, school: School, requirement: Requirement, finding: Finding) -> Path:
        """Write everything; returns the folder's page."""
        exhibits = tuple(
            self._exhibit(place, exhibit, finding) for place, exhibit in enumerate(self.shelf.exhibits(finding), 1)
        )
        crawl = results.crawls.get(school.id)
        names = {other.id: short_name(other) for other in results.schools}
        decided = results.decisions.get((school.id, requirement.row))
        view = FolderView(
            school=short_name(school),
            full_name=tied(foreign.line(school.name, 400)),
            site=site(school),
            as_of=day(finding.as_of),
            captured=moments(crawl.began, crawl.ended) if crawl else "—",
            rules_version=foreign.line(finding.rules_version),
            ending=ending(results.outcomes.get(school.id)).sentence,
            standing=standing(results),
            row=row_view(school, requirement, finding, names, crawl, decided),
            exhibits=exhibits,
        )
        page = self.folder / "index.html"
        write_bytes(page, render("evidence.html", folder=view))
        return page

    def _exhibit(self, place: int, exhibit: Exhibit, finding: Finding) -> ExhibitView:
        item, document = exhibit.item, exhibit.stored
        counts = isinstance(item, Evidence)
        kept = self._kept(place, exhibit, document) if document else _Kept(notes=(NOTHING,))
        withheld = kept.withheld
        return ExhibitView(
            role=ROLES.get(finding.verdict, FOUND) if isinstance(item, Evidence) else NEAR + REASONS[item.reason],
            counts=counts,
            document=LinkView(text=foreign.line(item.title)) if withheld else link(item.url, item.title),
            address="не приводится" if withheld else foreign.shown_address(item.url),
            quote=tied(foreign.line(item.quote, foreign.QUOTE)) if isinstance(item, Evidence) and not withheld else "",
            facts=facts_of(item) if isinstance(item, Evidence) else (),
            stored_as=_stored_as(exhibit),
            captured=_captured(document) if document else "",
            sha256=document.sha256 if document and kept.file else "",
            file=kept.file,
            size=kept.size,
            text=kept.text,
            pictures=kept.pictures,
            notes=kept.notes,
        )

    def _kept(self, place: int, exhibit: Exhibit, document: Document) -> "_Kept":
        reading = self.shelf.reading(document)
        found = scan(reading.blocks).found if reading else ()
        if found and not self.with_personal_data:
            return _Kept(withheld=True, notes=(WITHHELD.format(kinds=_kinds(data.kind.value for _, data in found)),))
        try:
            body = self.originals.of(document)
        except NotStoredError as error:
            return _Kept(notes=(f"Копия не приложена: {error}.",))
        form = reading.format if reading else "unknown"
        file = self._copied(place, document, form, body)
        pictures, notes = self._pictures(place, exhibit, document, reading, body)
        drawn = form == "html" or form in DRAWN
        text = self._text(place, document, reading) if reading and (not drawn or not pictures) else ""
        if text and self.camera is not None:
            pictures += self._of_text(place, self.camera, text, exhibit.quote)
        size = f"{number(len(body))} байт"
        return _Kept(file=file, size=size, text=text, pictures=pictures, notes=notes)

    def _copied(self, place: int, document: Document, form: str, body: bytes) -> str:
        """The bytes as they came, once however often the finding names them."""
        if document.url not in self._files:
            name = f"{place:02}-copy{_ENDINGS.get(form, f'.{form}' if form in _KNOWN else '.bin')}"
            write_bytes(self.folder / name, body)
            self._files[document.url] = name
        return self._files[document.url]

    def _pictures(
        self, place: int, exhibit: Exhibit, document: Document, reading: Reading | None, body: bytes
    ) -> tuple[tuple[PictureView, ...], tuple[str, ...]]:
        if reading is None:
            return (), ()
        if reading.format in DRAWN:
            return self._drawn(place, reading, exhibit.quote, body)
        if document.kind is not Kind.PAGE or self.camera is None:
            return (), ()
        try:
            charset = header_charset(document.content_type)
            shots = self.camera.shots(document.url, decode(body, charset).text, exhibit.quote)
        except CameraError as error:
            return (), (f"Картинки нет: {error}.",)
        return tuple(self._shown(place, shots)), ()

    def _shown(self, place: int, shots: Shots) -> Iterator[PictureView]:
        named = (("place", shots.place, "Место на странице, обведено"), ("page", shots.whole, "Страница целиком"))
        for name, picture, caption in named:
            if picture:
                yield self._picture(f"{place:02}-{name}.png", picture, caption)

    def _drawn(
        self, place: int, reading: Reading, quote: str, body: bytes
    ) -> tuple[tuple[PictureView, ...], tuple[str, ...]]:
        drawn = self.readers.draw(body, sorted({1, page_of(reading, quote)}))
        if drawn.problem:
            return (), ("Картинки нет: файл не удалось нарисовать.",)
        names = ((f"{place:02}-page-{member.path}", member) for member in drawn.members)
        return tuple(
            self._picture(name, member.body, f"Страница {member.path.removesuffix('.png')}") for name, member in names
        ), ()

    def _picture(self, name: str, picture: bytes, caption: str) -> PictureView:
        write_bytes(self.folder / name, picture)
        return PictureView(file=name, caption=caption)

    def _of_text(self, place: int, camera: Camera, file: str, quote: str) -> tuple[PictureView, ...]:
        """What the quoted words look like among the extracted text."""
        html = (self.folder / file).read_text(encoding="utf-8")
        try:
            shot = camera.shots(_NOWHERE, html, quote).place
        except CameraError:
            return ()
        return (self._picture(f"{place:02}-text.png", shot, "Место в извлечённом тексте, обведено"),) if shot else ()

    def _text(self, place: int, document: Document, reading: Reading) -> str:
        if not reading.blocks:
            return ""
        name = f"{place:02}-text.html"
        write_bytes(self.folder / name, render("extract.html", text=_text_view(document, reading)))
        return name


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What was written of one document."""

    withheld: bool = False
    file: str = ""
    size: str = ""
    text: str = ""
    pictures: tuple[PictureView, ...] = ()
    notes: tuple[str, ...] = ()


def page_of(reading: Reading, quote: str) -> int:
    """The page of a document on which the quoted words begin; 1 where they are not found."""
    wanted = _squeezed(quote)[:40]
    found = (block.page for block in reading.blocks if block.page and wanted and wanted[:25] in _squeezed(block.text))
    return next(found, 1)


def _squeezed(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _stored_as(exhibit: Exhibit) -> str:
    if exhibit.document is not None or exhibit.holder is None:
        return ""
    return HOLDER.format(address=foreign.shown_address(exhibit.holder.url))


def _captured(document: Document) -> str:
    """In Krasnoyarsk, and as the archive writes it."""
    came = document.captured_at or document.fetched_at
    if not came:
        return ""
    told = f"{moment(came)} (время красноярское; UTC {came})"
    return f"{told}; {moment(document.fetched_at)} сервер подтвердил, что не менялось" if document.captured_at else told


def _kinds(codes: Iterator[str]) -> str:
    return ", ".join(sorted({PERSONAL[code] for code in codes}))


PERSONAL = {
    "snils": "СНИЛС",
    "inn": "ИНН физического лица",
    "passport": "паспорт",
    "birth_certificate": "свидетельство о рождении",
    "birth_date": "дата рождения",
    "address": "домашний адрес",
    "phone": "личный телефон",
    "email": "личная почта",
    "card": "банковская карта",
    "named_deficit": "дефициты названного педагога",
    "child": "сведения о ребёнке",
}


def _text_view(document: Document, reading: Reading) -> TextView:
    blocks = scan(reading.blocks).blocks
    return TextView(
        title=foreign.line(veiled_text(reading.title or document.link_text)) or "Без названия",
        address=foreign.shown_address(document.url),
        how=HOW[bool(reading.recognised)],
        lines=tuple(_lines(blocks)),
    )


def _lines(blocks: Sequence[Block]) -> Iterator[TextLine]:
    page = 0
    for block in blocks:
        text = foreign.clean_xml(veiled_text(block.text))
        shown, page = ("", page) if block.page == page else (f"Страница {block.page}", block.page)
        yield TextLine(text=text, level=block.level, page=shown)
