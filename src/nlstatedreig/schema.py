"""The JSON Schema of the dump, read from the annotations of the records."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from attrs import has

from nlstatedreig._walk import hints, is_many, kind_of, leaf, parts
from nlstatedreig.catalogue import kinds
from nlstatedreig.records import Record
from nlstatedreig.values import PartialDate, Ref


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `Catalogue.dump` returns.

    An id that links to a record says to which kind in `x-links-to`; `kind/id` is to any kind.

    Example:
        >>> from nlstatedreig.schema import schema
        >>> schema()["$defs"]["Weight"]["enum"]
        ['core', 'minor']
    """
    definitions: dict[str, Any] = {}
    collections = {
        name: {"type": "array", "items": _schema(kind, definitions)}
        for name, kind in kinds().items()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "nlstatedreig dump",
        "type": "object",
        "properties": {"version": {"type": ["string", "null"]}, **collections},
        "required": ["version", *collections],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    if is_many(hint):
        return {"type": "array", "items": _schema(leaf(hint), definitions)}
    if parts(hint):
        return {"anyOf": [_schema(leaf(hint), definitions), {"type": "null"}]}
    if kind := kind_of(hint):
        return {"type": "string", "x-links-to": kind}
    if hint is Ref:
        return {"type": "string", "pattern": "^[a-z]+/.", "x-links-to": "kind/id"}
    if hint in (PartialDate, Decimal):
        return {"type": "string", "description": _EXPLAINED[hint]}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        definitions[hint.__name__] = {"type": "string", "enum": list(map(str, hint))}
    elif has(hint):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = _object(hint, definitions)
    else:
        return {"type": _PLAIN[hint]}
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _object(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    properties = {name: _schema(hint, definitions) for name, hint in hints(cls).items()}
    if issubclass(cls, Record):  # its own id is no link
        properties["id"] = {"type": "string"}
    return {
        "type": "object",
        "description": (cls.__doc__ or "").partition("\n")[0],
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_PLAIN = {str: "string", bool: "boolean", int: "integer"}
_EXPLAINED = {PartialDate: "a date in EDTF level 1", Decimal: "a decimal number"}
