"""Control words of RTF by what they mean for the text, and its code pages (RTF 1.9.1)."""

import codecs

from crawler.reading.names import words

SKIPPED = words("""
    colortbl info pict object objdata themedata datastore listtable listoverridetable listtext pntext pntxtb pntxta
    revtbl rsidtbl generator latentstyles xmlnstbl mmathPr wgrffmtfilter filetbl annotation atnid atnauthor atntime
    atnref bkmkstart bkmkend nonshppict shpinst template passwordhash fldtype private colorschememapping
""")
"""Groups that begin so hold no text of the document."""

CHROME = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})

SIGNS = {
    "tab": " ",
    "line": "\n",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "endash": "–",
    "emdash": "—",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}

_OF_FONT = {204: 1251, 238: 1250, 0: 1252, 161: 1253, 162: 1254, 186: 1257, 255: 866}


def codepage_of(number: int) -> str:
    """The code page of a font's charset, or, negative, of a code page's own number; empty for one unknown here.

    A font that says «Western» is a font of Russian Word 6 as often as not: then the document's own page holds.
    """
    if number in (0, 1, 2):
        return ""
    page = -number if number < 0 else _OF_FONT.get(number, 0)
    try:
        return codecs.lookup(f"cp{page}").name if page else ""
    except LookupError:
        return ""
