"""Dataclasses of the stages as JSON lines and back: one form for every file between two stages."""

import gzip
import io
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
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
    build: Callable[[Any], T] = _builder(kind)  # type: ignore[arg-type]
    return build(data)


@cache
def _builder(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of the kind; worked out once, since a city has millions of values."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        inner = _builder(next(arg for arg in get_args(kind) if arg is not type(None)))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        return _tuple_of(get_args(kind)[0])
    if isinstance(kind, type) and hasattr(kind, "from_text"):
        return kind.from_text  # type: ignore[no-any-return]
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_of(kind)
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else _itself


def _itself(data: Any) -> Any:
    return data


def _tuple_of(kind: Any) -> Callable[[Any], Any]:
    build = _builder(kind)
    return tuple if build is _itself else lambda data: tuple(map(build, data))


def _dataclass_of(kind: type) -> Callable[[Any], Any]:
    known = {field.name for field in fields(kind)}
    builders = {name: _builder(hint) for name, hint in get_type_hints(kind).items() if name in known}

    def build(data: Any) -> Any:
        return kind(**{name: builders[name](value) for name, value in data.items() if name in builders})

    return build


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
