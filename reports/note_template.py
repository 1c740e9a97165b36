"""The note's Word template filled: its text is an analyst's to change, fields in double braces are ours to fill.

{{ дата среза }}          a value, anywhere in a text
{{ номер: строки }}       the number of a table, counted in the order in which tables stand
{{ таблица: строки }}     a paragraph of its own: the table
{{ список: выводы }}      a paragraph of its own, repeated; a number before it («1. ») goes on counting
{{ если: динамика }} … {{ конец }}    paragraphs of their own: what is between stays only when it applies
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from zipfile import BadZipFile

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from lxml.etree import _Element

from reports.foreign import clean_xml
from reports.note_parts import Filling
from reports.note_table_xml import Links, table_element
from reports.wording import NBSP

FIELD = re.compile(r"\{\{\s*(?:(номер|таблица|список|если)\s*:)?\s*([^{}:]+?)\s*\}\}", re.IGNORECASE)
_COUNTED = re.compile(r"^(\d+)(?=[.)])")
_NUMBER = re.compile(r"\{\{ номер: ([^{}:]+) \}\}")
END = "конец"


class TemplateError(Exception):
    """The template is not one; the text is Russian and names everything that is wrong."""


def fill(template: Path, filling: Filling) -> Document:
    """The document made of the template; TemplateError with all complaints at once."""
    document = _opened(template)
    complaints = [*_unknown(document, filling), *_unbalanced(document)]
    if complaints:
        raise TemplateError(f"В шаблоне справки {template.name} есть ошибки:\n" + "\n".join(complaints))
    _choose(document, filling.conditions)
    numbers = {name: str(place) for place, name in enumerate(_tables(document), 1)}
    links = Links(document.part)
    for paragraph in _paragraphs(document):
        match _whole(paragraph):
            case ("таблица", name):
                _put_table(document, paragraph, filling, name, links)
            case ("список", name):
                _put_list(paragraph, [_numbered(text, numbers) for text in filling.lists[name]])
            case _:
                _put_values(paragraph, filling.values, numbers)
    return document


def _opened(template: Path) -> Document:
    try:
        return docx.Document(str(template))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError, OSError) as error:
        raise TemplateError(f"Шаблон справки {template} не читается: нужен файл Word (.docx)") from error


def _paragraphs(document: Document) -> Iterator[Paragraph]:
    """Of the text, of its own tables, and of headers and footers; a copy, since filling changes the document."""
    parts = [document.element.body]
    for section in document.sections:
        parts += [part._element for part in (section.header, section.footer) if not part.is_linked_to_previous]
    found = [element for part in parts for element in part.iter(qn("w:p"))]
    yield from (Paragraph(element, document._body) for element in found)


def _fields(paragraph: Paragraph) -> Iterator[tuple[str, str]]:
    for match in FIELD.finditer(paragraph.text):
        yield (match[1] or "").casefold(), _name(match)


def _name(match: re.Match[str]) -> str:
    return " ".join(match[2].split())


def _whole(paragraph: Paragraph) -> tuple[str, str]:
    """The field that stands alone in its paragraph, but for a number before a list."""
    text = _COUNTED.sub("", paragraph.text.strip()).lstrip(".) \u00a0–—-")
    match = FIELD.fullmatch(text.strip())
    return ((match[1] or "").casefold(), _name(match)) if match else ("", "")


def _unknown(document: Document, filling: Filling) -> Iterator[str]:
    known: Mapping[str, Mapping[str, object]] = {
        "": filling.values,
        "номер": filling.tables,
        "таблица": filling.tables,
        "список": filling.lists,
        "если": filling.conditions,
    }
    for paragraph in _paragraphs(document):
        for kind, name in _fields(paragraph):
            alone = kind in ("таблица", "список", "если")
            if (kind, name) != ("", END) and name not in known[kind]:
                right = ", ".join(sorted(known[kind]))
                yield f"неизвестное поле «{f'{kind}: ' * bool(kind)}{name}»; правильно: {right}"
            elif alone and _whole(paragraph) != (kind, name):
                yield f"поле «{kind}: {name}» должно стоять в абзаце одно"
        if paragraph.text.count("{{") != len(list(_fields(paragraph))):
            yield f"поле не закрыто: «{paragraph.text[:80]}»"


def _unbalanced(document: Document) -> Iterator[str]:
    open_, wrong = False, False
    for kind, name in map(_standing, document.element.body):
        opens, closes = kind == "если", (kind, name) == ("", END)
        wrong |= (opens and open_) or (closes and not open_)
        open_ = opens or (open_ and not closes)
    if open_ or wrong:
        yield "«если» и «конец» не сходятся: у каждого условия должен быть свой конец, одно в другое не вкладывают"


def _standing(element: _Element) -> tuple[str, str]:
    return _whole(Paragraph(element, None)) if element.tag == qn("w:p") else ("", "")  # type: ignore[arg-type]


def _choose(document: Document, conditions: Mapping[str, bool]) -> None:
    """Take out the marks of conditions, and what does not apply."""
    kept = True
    for element in list(document.element.body):
        kind, name = _standing(element)
        mark = kind == "если" or (kind, name) == ("", END)
        if kind == "если":
            kept = conditions[name]
        if mark or not kept:
            document.element.body.remove(element)
        if mark and kind != "если":
            kept = True


def _tables(document: Document) -> Iterator[str]:
    for element in document.element.body:
        kind, name = _standing(element)
        if kind == "таблица":
            yield name


def _numbered(text: str, numbers: Mapping[str, str]) -> str:
    """A finished text with the numbers of the tables it speaks of; nothing else in it is a field.

    A dash does not begin a line.
    """
    return _NUMBER.sub(lambda match: numbers.get(match[1], "—"), clean_xml(text)).replace(" — ", f"{NBSP}— ")


def _put_values(paragraph: Paragraph, values: Mapping[str, str], numbers: Mapping[str, str]) -> None:
    def told(match: re.Match[str]) -> str:
        return numbers.get(_name(match), "—") if match[1] else _numbered(values[_name(match)], numbers)

    if FIELD.search(paragraph.text):
        _replace(paragraph, told)
        if not paragraph.text.strip():
            _remove(paragraph)


def _replace(paragraph: Paragraph, told: Callable[[re.Match[str]], str]) -> None:
    """Word cuts a field into runs as it pleases: the value goes into the first of them, the rest is emptied."""
    runs = [run for run in paragraph.runs if run.text]
    for match in reversed(list(FIELD.finditer("".join(run.text for run in runs)))):
        value, place = told(match), 0
        for run in runs:
            text, begin = run.text, place
            place += len(text)
            first, last = max(match.start() - begin, 0), min(match.end() - begin, len(text))
            if first < last:
                run.text = text[:first] + (value if match.start() >= begin else "") + text[last:]
    _one_blank(paragraph)


def _one_blank(paragraph: Paragraph) -> None:
    """A field that is empty leaves no double blank and none at the end; one that ends in a full stop, no second."""
    runs = [run for run in paragraph.runs if run.text]
    for run in runs:
        mended = re.sub(r"(?<!\.)\.\.(?!\.)", ".", re.sub(" {2,}", " ", run.text))
        if mended != run.text:
            run.text = mended
    if runs and runs[-1].text.endswith(" "):
        runs[-1].text = runs[-1].text.rstrip(" ")


def _put_list(paragraph: Paragraph, sentences: Sequence[str]) -> None:
    """The paragraph once for each sentence, as it is formatted."""
    model = paragraph._p
    for place, sentence in enumerate(sentences):
        element = deepcopy(model)
        model.addprevious(element)
        item = Paragraph(element, paragraph._parent)
        _replace(item, lambda _, text=sentence: text)  # type: ignore[misc]
        first = next((run for run in item.runs if run.text), None)
        if first is not None:
            first.text = _COUNTED.sub(lambda match, place=place: str(int(match[1]) + place), first.text, count=1)  # type: ignore[misc]
    _remove(paragraph)


def _put_table(document: Document, paragraph: Paragraph, filling: Filling, name: str, links: Links) -> None:
    width = _width(document, paragraph._p)
    paragraph._p.addprevious(table_element(filling.tables[name], width, links))
    _remove(paragraph)


def _remove(paragraph: Paragraph) -> None:
    parent = paragraph._p.getparent()
    if parent is not None:
        parent.remove(paragraph._p)


def _width(document: Document, element: _Element) -> int:
    """Twentieths of a point between the margins of the section that holds the paragraph."""
    after = element.itersiblings(qn("w:p"), qn("w:sectPr"))
    found = (item if item.tag == qn("w:sectPr") else item.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") for item in after)
    section = next(item for item in found if item is not None)
    shape = {key: int(value) for part in section for key, value in part.attrib.items() if str(value).isdecimal()}
    return shape[qn("w:w")] - shape[qn("w:left")] - shape[qn("w:right")]
