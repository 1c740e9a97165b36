"""A tiny writer of Word 97–2003 files, by [MS-DOC] and [MS-CFB]: enough to try their reader without Word.

Text is cut into pieces, as fast saving does; paragraph properties (style, table, row end) and hidden runs are real.
"""

import struct
from dataclasses import dataclass

_SECTOR = 512
_END, _FAT_MARK, _FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_IN_TABLE, _ROW_END = b"\x16\x24\x01", b"\x17\x24\x01"
_HIDDEN = b"\x3c\x08\x01"


@dataclass(frozen=True, slots=True, kw_only=True)
class Para:
    """Text with its closing mark; `grpprl` are its single property modifiers."""

    text: str
    style: int = 0
    grpprl: bytes = b""
    hidden: bool = False


def heading(text: str, level: int = 1) -> Para:
    return Para(text=text + "\r", style=level)


def line(text: str, *, hidden: bool = False) -> Para:
    return Para(text=text + "\r", hidden=hidden)


def row(*cells: str) -> list[Para]:
    return [
        *(Para(text=cell + "\x07", grpprl=_IN_TABLE) for cell in cells),
        Para(text="\x07", grpprl=_IN_TABLE + _ROW_END),
    ]


def link(address: str, text: str) -> str:
    return f'\x13 HYPERLINK "{address}" \x14{text}\x15'


def word_document(*paras: Para, header: str = "", encrypted: bool = False, version: int = 0xC1) -> bytes:
    """Every second paragraph in bytes of cp1251, the others in UTF-16."""
    every = [*paras, *([Para(text=header + "\r")] if header else [])]
    main, pieces, places = bytearray(1536), [], []
    for number, para in enumerate(every):
        wide = number % 2 == 0
        raw = para.text.encode("utf-16-le" if wide else "cp1251")
        places.append((len(main), len(raw)))
        pieces.append((len(para.text), len(main) if wide else (len(main) * 2) | 0x40000000))
        main += raw
    main += b"\0" * (-len(main) % _SECTOR)
    paragraph_page, character_page = len(main) // _SECTOR, len(main) // _SECTOR + 1
    main += _formatted(every, places, paragraphs=True) + _formatted(every, places, paragraphs=False)
    clx = _clx(pieces)
    ends = struct.pack("<II", places[0][0], sum(places[-1]))
    table = clx + ends + struct.pack("<I", paragraph_page) + ends + struct.pack("<I", character_page)
    struct.pack_into("<HHHHHH", main, 0, 0xA5EC, version, 0, 0x419, 0, 0x0200 | (0x0100 if encrypted else 0))
    body = sum(len(para.text) for para in paras)
    struct.pack_into("<8i", main, 0x4C, body, 0, len(header) + 1 if header else 0, 0, 0, 0, 0, 0)
    struct.pack_into("<II", main, 0x1A2, 0, len(clx))
    struct.pack_into("<II", main, 0x102, len(clx), 12)
    struct.pack_into("<II", main, 0xFA, len(clx) + 12, 12)
    return compound({"WordDocument": bytes(main), "1Table": table})


def _clx(pieces: list[tuple[int, int]]) -> bytes:
    starts = [0]
    for length, _ in pieces:
        starts.append(starts[-1] + length)
    plc = struct.pack(f"<{len(starts)}I", *starts)
    plc += b"".join(struct.pack("<HIH", 0, place, 0) for _, place in pieces)
    return b"\x02" + struct.pack("<I", len(plc)) + plc


def _formatted(paras: list[Para], places: list[tuple[int, int]], *, paragraphs: bool) -> bytes:
    """One formatted page: where runs begin, where their properties lie (in words), the properties from its end."""
    page = bytearray(_SECTOR)
    starts = [place for place, _ in places] + [sum(places[-1])]
    struct.pack_into(f"<{len(starts)}I", page, 0, *starts)
    step, at = (13 if paragraphs else 1), _SECTOR - 2
    for number, para in enumerate(paras):
        content = _properties(para, paragraphs=paragraphs)
        if content:
            at = (at - len(content)) // 2 * 2
            page[at : at + len(content)] = content
            page[4 * len(starts) + step * number] = at // 2
    page[-1] = len(paras)
    return bytes(page)


def _properties(para: Para, *, paragraphs: bool) -> bytes:
    if not paragraphs:
        return bytes([len(_HIDDEN)]) + _HIDDEN if para.hidden else b""
    content = struct.pack("<H", para.style) + para.grpprl
    content += b"\0" * (len(content) % 2 == 0)
    return bytes([(len(content) + 1) // 2]) + content


def compound(streams: dict[str, bytes], *, loop: bool = False) -> bytes:
    """An OLE compound file with these streams; with `loop` their chains of sectors never end."""
    names = list(streams)
    sizes = [max(4096, len(streams[name])) for name in names]
    counts = [-(-size // _SECTOR) for size in sizes]
    fat = [_FAT_MARK, _END]
    for count in counts:
        start = len(fat)
        fat += [*range(start + 1, start + count), start if loop else _END]
    fat += [_FREE] * (_SECTOR // 4 - len(fat))
    directory, sector = _entry("Root Entry", 5, _END, 0, below=1), 2
    for number, name in enumerate(names):
        beside = number + 2 if number + 1 < len(names) else _FREE
        directory += _entry(name, 2, sector, sizes[number], beside=beside)
        sector += counts[number]
    body = b"".join(streams[name].ljust(count * _SECTOR, b"\0") for name, count in zip(names, counts, strict=True))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0, 0)
    head = head[:76].ljust(76, b"\0") + struct.pack("<I", 0) + b"\xff" * 432
    return head + struct.pack(f"<{len(fat)}I", *fat) + directory.ljust(_SECTOR, b"\0") + body


def _entry(name: str, kind: int, start: int, size: int, *, below: int = _FREE, beside: int = _FREE) -> bytes:
    raw = name.encode("utf-16-le")
    return (
        raw.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(raw) + 2, kind, 1, _FREE, beside, below)
        + b"\0" * 36
        + struct.pack("<IQ", start, size)
    )
