"""Dataclasses as JSON, and back: what is frozen, what stands in a JSONField, what two processes tell each other.

A `Stored` is written field by field, each under its own name. Where its JSON is another, it says so in `as_stored` and
`as_read`, or in `to_json` and `from_json` where it is no object at all. What older JSON does not say has the value by default.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from functools import cache
from types import MappingProxyType, UnionType
from typing import Any, Final, Self, TypeAliasType, Union, cast, get_args, get_origin, get_type_hints

type Json = dict[str, Any]
type Names = Mapping[str, str]
type Reader = Callable[[Any, Names], Any]

NO_NAMES: Final[Names] = MappingProxyType({})


class Stored:
    """A dataclass with a form in JSON."""

    __slots__ = ()

    def to_json(self) -> Any:
        """Returns what `json.dumps` takes: an object with a key for each field, unless the class says otherwise."""
        values = {field.name: written(getattr(self, field.name)) for field in fields(cast(Any, self))}
        return self.as_stored(values)

    @classmethod
    def from_json(cls, data: Any, names: Names = NO_NAMES) -> Self:
        """Returns it as it was written. Where there is no data, each field has its value by default. `names` are what people
        are called whom the JSON knows by references alone.
        """
        readers, data = _readers(cast(Any, cls)), cls.as_read(data or {})
        return cls(**{name: readers[name](value, names) for name, value in data.items() if name in readers})

    def as_stored(self, values: Json) -> Json:
        """Returns what is written instead of these values."""
        return values

    @classmethod
    def as_read(cls, data: Json) -> Json:
        """Returns the values of the fields in what was written, or in what an older version of this program wrote."""
        return data


def written(value: Any) -> Any:
    """Returns what `json.dumps` takes for the value of a field."""
    if isinstance(value, Stored):
        return value.to_json()
    if isinstance(value, (tuple, list)):
        return [written(one) for one in value]
    if isinstance(value, Mapping):
        return {key: written(one) for key, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value


def read[T](kind: type[T], data: Any, names: Names = NO_NAMES) -> T:
    """Returns a value of that type as `written` wrote it."""
    return cast(T, _reader(cast(Any, kind))(data, names))


@cache
def _readers(cls: type) -> dict[str, Reader]:
    hints = get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in fields(cls)}


@cache
def _reader(kind: Any) -> Reader:
    if isinstance(kind, TypeAliasType):
        return _reader(kind.__value__)
    if isinstance(kind, type) and issubclass(kind, Stored):
        return kind.from_json
    if kind in {date, datetime}:
        return lambda data, _names: kind.fromisoformat(data)
    origin, inner = get_origin(kind), [_reader(one) for one in get_args(kind) if one not in {..., type(None)}]
    if origin in {Union, UnionType}:
        return lambda data, names: None if data is None else inner[0](data, names)
    if origin is tuple and get_args(kind)[-1] is ...:
        return lambda data, names: tuple(inner[0](one, names) for one in data)
    if origin is tuple:
        return lambda data, names: tuple(reads(one, names) for reads, one in zip(inner, data, strict=True))
    if origin in {dict, Mapping}:
        return lambda data, names: {key: inner[1](one, names) for key, one in data.items()}
    return lambda data, _names: data
