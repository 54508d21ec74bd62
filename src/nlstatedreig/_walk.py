"""References between records, read from the annotations of their fields."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from attrs import fields, has

from nlstatedreig.values import Ref

# Read once for each class. (`functools.cache` would take no `type[T]` from a type checker.)
_hints: dict[type, Mapping[str, Any]] = {}
_holders: dict[tuple[type, type], tuple[str, ...]] = {}
_linking: dict[type, tuple[tuple[str, bool, str | None], ...]] = {}


def hints(cls: type) -> Mapping[str, Any]:
    """The resolved annotation of each attrs field of a class, by name, in order."""
    if cls not in _hints:
        resolved = get_type_hints(cls)
        _hints[cls] = {attribute.name: resolved[attribute.name] for attribute in fields(cls)}
    return _hints[cls]


def parts(annotation: Any) -> tuple[Any, ...]:
    """The members of `X | None` or `tuple[X, ...]` that are neither `None` nor an ellipsis."""
    if get_origin(annotation) in (Union, types.UnionType, tuple):
        return tuple(arg for arg in get_args(annotation) if arg not in (type(None), Ellipsis))
    return ()


def is_many(annotation: Any) -> bool:
    """Whether the field holds a tuple of values."""
    return get_origin(annotation) is tuple


def leaf(annotation: Any) -> Any:
    """The type that a field holds, once `None` and the tuple around it are taken away."""
    inner = parts(annotation)
    return leaf(inner[0]) if inner else annotation


def kind_of(id_type: Any) -> str | None:
    """The kind that an id type stands for (`DocumentId` gives `document`), or `None`."""
    if isinstance(id_type, NewType) and id_type.__name__.endswith("Id"):
        return id_type.__name__.removesuffix("Id").lower()
    return None


def fields_that_hold(cls: type, wanted: type) -> tuple[str, ...]:
    """The fields of a class in which values of another class can be found, at whatever depth."""
    if (cls, wanted) not in _holders:
        _holders[cls, wanted] = tuple(
            name
            for name, hint in hints(cls).items()
            if (inner := leaf(hint)) is wanted or (has(inner) and fields_that_hold(inner, wanted))
        )
    return _holders[cls, wanted]


def links(value: Any, path: str = "$") -> Iterator[tuple[str, str]]:
    """Each link of a record and of its parts, as its JSON path and the `kind/id` it points to."""
    for name, many, prefix in linking_fields(type(value)):
        held = getattr(value, name)
        if held is None:
            continue
        for index, item in enumerate(held if many else (held,)):
            place = f"{path}.{name}[{index}]" if many else f"{path}.{name}"
            if prefix is None:
                yield from links(item, place)
            else:
                yield place, f"{prefix}{item}"


def linking_fields(cls: type) -> tuple[tuple[str, bool, str | None], ...]:
    """The fields that link or have parts that may: name, whether a tuple, and what makes `kind/id`.

    The prefix is empty where the field holds `kind/id` itself, and `None` where it holds parts.
    A record's own id is no link.
    """
    if cls not in _linking:
        found: list[tuple[str, bool, str | None]] = []
        for name, hint in hints(cls).items():
            target = leaf(hint)
            if target is Ref:
                found.append((name, is_many(hint), ""))
            elif (kind := kind_of(target)) and name != "id":
                found.append((name, is_many(hint), f"{kind}/"))
            elif has(target) and linking_fields(target):
                found.append((name, is_many(hint), None))
        _linking[cls] = tuple(found)
    return _linking[cls]


def really_is(value: object, kind: type) -> bool:
    """Whether an argument is of the type that it should have; not every caller checks types."""
    return isinstance(value, kind)
