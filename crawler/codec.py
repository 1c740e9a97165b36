"""Dataclasses of the stages as JSON lines and back: one form for every file between two stages."""

import gzip
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class DamagedFileError(ValueError):
    """A file between two stages cannot be read; the text names it and the line, in Russian."""


def to_data(value: object) -> Any:
    """A dataclass, enum, tuple or plain value as what `json` writes; a type with `from_text` as its text."""
    if hasattr(value, "from_text"):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_data(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_data(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value)


def from_data(kind: type[T], data: Any) -> T:
    """The reverse of `to_data` for a dataclass of strings, numbers, enums, tuples and dataclasses; unknown keys are
    ignored.
    """
    return _build(kind, data)  # type: ignore[no-any-return]


def _build(kind: Any, data: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = [arg for arg in get_args(kind) if arg is not type(None)]
        return None if data is None else _build(inner[0], data)
    if origin is tuple:
        return tuple(_build(get_args(kind)[0], item) for item in data)
    if isinstance(kind, type) and hasattr(kind, "from_text"):
        return kind.from_text(data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _build(hint, data[name]) for name, hint in hints.items() if name in data})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    return data


_HINTS: dict[type, dict[str, Any]] = {}


def _hints(kind: type) -> dict[str, Any]:
    if kind not in _HINTS:
        known = {field.name for field in fields(kind)}
        _HINTS[kind] = {name: hint for name, hint in get_type_hints(kind).items() if name in known}
    return _HINTS[kind]


def dump_line(value: object) -> str:
    """One JSON line without its end."""
    return json.dumps(to_data(value), ensure_ascii=False, separators=(",", ":"))


def write_lines(path: Path, values: Iterable[Any]) -> None:
    """Replace `path` (gzip when it ends in .gz, without a time stamp) in one step, so that a reader never sees half
    of it.
    """
    payload = "".join(dump_line(value) + "\n" for value in values).encode("utf-8", "surrogatepass")
    if path.suffix == ".gz":
        packed = io.BytesIO()
        with gzip.GzipFile(fileobj=packed, mode="wb", filename="", mtime=0) as stream:
            stream.write(payload)
        payload = packed.getvalue()
    write_bytes(path, payload)


def write_bytes(path: Path, payload: bytes) -> None:
    """Write beside, flush to the disk, then rename: an old file stays whole until the new one is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    with beside.open("wb") as stream:
        stream.write(payload)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, path)


def _parsed(path: Path, number: int, line: bytes, kind: type[T]) -> T:
    try:
        return from_data(kind, json.loads(line.decode("utf-8", "surrogatepass")))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        what = "файл повреждён или записан другой версией программы"
        raise DamagedFileError(f"{path}, строка {number}: {what}") from error


def read_lines(path: Path, kind: type[T]) -> Iterator[T]:
    """The values of a file written by `write_lines`; a missing file has none."""
    if not path.exists():
        return
    with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            if line.strip():
                yield _parsed(path, number, line, kind)
