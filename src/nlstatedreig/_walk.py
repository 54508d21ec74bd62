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


def links(record: object) -> Iterator[tuple[str, str]]:
    """Each link of a record and of its parts, as its JSON path and the `kind/id` it points to."""
    return _links(record, "$", own_id=True)


def _links(value: Any, path: str, *, own_id: bool = False) -> Iterator[tuple[str, str]]:
    for name, hint in hints(type(value)).items():
        held = getattr(value, name)
        if held is None or held == () or (own_id and name == "id"):
            continue
        target = leaf(hint)
        kind = kind_of(target)
        many = is_many(hint)
        for index, item in enumerate(held if many else (held,)):
            place = f"{path}.{name}[{index}]" if many else f"{path}.{name}"
            if target is Ref:
                yield place, item
            elif kind:
                yield place, f"{kind}/{item}"
            elif has(target):
                yield from _links(item, place)
