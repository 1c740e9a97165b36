"""Archives that no free program writes: RAR (members stored as they are), and members under names of any charset."""

import io
import struct
import zipfile
import zlib


def rar(members: dict[str, bytes]) -> bytes:
    """RAR 5 by its published description: headers with their checksums, contents stored."""
    body = b"Rar!\x1a\x07\x01\x00" + _block(bytes([1, 0, 0]))
    for name, content in members.items():
        raw = name.encode()
        fields = b"".join(map(_vint, (2, 2, len(content), 4, len(content), 0o100644)))
        fields += struct.pack("<I", zlib.crc32(content)) + _vint(0) + _vint(1) + _vint(len(raw)) + raw
        body += _block(fields) + content
    return body + _block(bytes([5, 0, 0]))


def _block(fields: bytes) -> bytes:
    content = _vint(len(fields)) + fields
    return struct.pack("<I", zlib.crc32(content)) + content


def _vint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def zip_of(members: dict[str, bytes], charset: str = "") -> bytes:
    """With a charset, names are bytes of it and nothing says so, as old packers wrote them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (name, content) in enumerate(members.items()):
            archive.writestr(zipfile.ZipInfo(_stand_in(number, name, charset) if charset else name), content)
    body = out.getvalue()
    for number, name in enumerate(members if charset else ()):
        body = body.replace(_stand_in(number, name, charset).encode(), name.encode(charset))
    return body


def _stand_in(number: int, name: str, charset: str) -> str:
    """An ASCII name with as many bytes."""
    return f"{number}".rjust(len(name.encode(charset)), "q")
