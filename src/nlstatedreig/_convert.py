"""JSON to records and back: the only file that knows cattrs.

Reading is strict. A wrong type, an unknown key or an unknown vocabulary value is an error with its
path; nothing is coerced. Writing is canonical: the same records give the same bytes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args

from attrs import fields, has
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn
from cattrs.v import transform_error

from nlstatedreig._walk import is_many
from nlstatedreig.errors import DataError
from nlstatedreig.values import PartialDate

T = TypeVar("T")


def read_records(text: str, cls: type[T], file: str) -> tuple[T, ...]:
    """The records of one data file.

    Args:
        text: the JSON of the file, a list of objects.
        cls: the class of the records.
        file: the name of the file, for messages.

    Raises:
        DataError: not JSON, or not such records; all problems at once, each with its path.
    """
    try:
        raw = json.loads(text, object_pairs_hook=_object_without_repeats)
    except (ValueError, RecursionError) as error:
        raise DataError([f"{file}: not JSON: {error}; restore the file or mend it there"]) from None
    if not isinstance(raw, list):
        raise DataError([f"{file}: $: expected a list of records, found {_name(raw)}"])
    records: list[T] = []
    problems: list[str] = []
    places: dict[str, int] = {}
    for index, item in enumerate(raw):
        key = item.get("id") if isinstance(item, dict) else None
        record = f"{file}: {key}" if isinstance(key, str) else file
        if isinstance(key, str) and places.setdefault(key, index) != index:
            problems.append(
                f"{record}: $[{index}].id: $[{places[key]}] has the same id; join the two records, "
                "or give one another id"
            )
        try:
            records.append(_reader().structure(item, cls))
        except Exception as error:  # cattrs raises groups, the value classes raise ValueError
            problems += [f"{record}: {line}" for line in _explain(error, f"$[{index}]")]
    if problems:
        raise DataError(problems)
    return tuple(records)


def write_records(records: Iterable[object]) -> str:
    """The canonical JSON of a data file: two spaces, sorted by id, default values left out."""
    ordered = sorted(records, key=lambda record: str(getattr(record, "id", "")))
    return write_json([_writer(omit_defaults=True).unstructure(record) for record in ordered])


def write_json(value: object) -> str:
    """Canonical JSON: UTF-8, two spaces, a newline at the end."""
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def to_plain(value: object) -> Any:
    """Plain JSON values of a record or value, every field present."""
    return _writer(omit_defaults=False).unstructure(value)


@cache
def _reader() -> Converter:
    converter = Converter(detailed_validation=True)
    for plain in (str, int, bool):
        converter.register_structure_hook(plain, _exactly(plain))
    converter.register_structure_hook(Decimal, _decimal)
    converter.register_structure_hook(PartialDate, lambda raw, _: PartialDate(_text(raw)))
    # Without its own hook a vocabulary would be taken for any string.
    converter.register_structure_hook(StrEnum, _member)
    converter.register_structure_hook_factory(
        is_many, lambda hint: _array(converter, get_args(hint)[0])
    )
    converter.register_structure_hook_factory(has, lambda cls: _object(converter, cls))
    return converter


@cache
def _writer(*, omit_defaults: bool) -> Converter:
    converter = Converter()
    converter.register_unstructure_hook(Decimal, lambda number: f"{number:f}")
    converter.register_unstructure_hook(PartialDate, str)
    converter.register_unstructure_hook(StrEnum, str)
    converter.register_unstructure_hook_factory(
        lambda cls: has(cls) and cls is not PartialDate,
        lambda cls: make_dict_unstructure_fn(
            cls, converter, _cattrs_omit_if_default=omit_defaults, _cattrs_use_linecache=False
        ),
    )
    return converter


def _exactly(plain: type) -> Callable[..., Any]:
    def structure(raw: Any, _: Any = None) -> Any:
        # bool is a subclass of int: only the very type will do.
        if type(raw) is not plain:
            raise TypeError(f"expected {_NAMES[plain]}, found {_name(raw)}")
        return raw

    return structure


_text = _exactly(str)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)


def _decimal(raw: Any, _: Any) -> Decimal:
    if _NUMBER.fullmatch(_text(raw)) is None:
        raise ValueError(f"{raw!r} is no number; write digits, with a point for decimals")
    return Decimal(raw)


def _member(raw: Any, vocabulary: type[StrEnum]) -> StrEnum:
    try:
        return vocabulary(_text(raw))
    except ValueError:
        known = ", ".join(vocabulary)
        raise ValueError(f"{raw!r} is not one of {known} ({vocabulary.__name__})") from None


def _array(converter: Converter, item: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
    structure_list = converter.get_structure_hook(list[item])

    def structure(raw: Any, _: Any) -> tuple[Any, ...]:
        if type(raw) is not list:
            raise TypeError(f"expected a list, found {_name(raw)}")
        return tuple(structure_list(raw, list[item]))

    return structure


def _object(converter: Converter, cls: type) -> Callable[[Any, Any], Any]:
    structure_fields: Callable[[Any, Any], Any] = make_dict_structure_fn(
        cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_use_linecache=False
    )

    def structure(raw: Any, _: Any) -> Any:
        if type(raw) is not dict:
            raise TypeError(f"expected an object ({cls.__name__}), found {_name(raw)}")
        return structure_fields(raw, cls)

    return structure


def _object_without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} is there twice")
    return result


def _explain(error: Exception, path: str) -> list[str]:
    """One line for each problem in an error of cattrs: path first, then what is wrong."""
    lines = transform_error(error, path=path, format_exception=_message)
    return [f"{place}: {what}" for what, _, place in (line.rpartition(" @ ") for line in lines)]


def _message(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        extra = ", ".join(sorted(error.extra_fields))
        known = ", ".join(attribute.name for attribute in fields(error.cl) if attribute.init)
        return f"unknown key {extra}; {error.cl.__name__} has {known}"
    if isinstance(error, KeyError):
        return f"the key {error.args[0]!r} is missing; add it"
    return str(error)


_NAMES = {str: "a string", int: "a whole number", bool: "true or false"}


def _name(raw: Any) -> str:
    if raw is None:
        return "null"
    kinds = {dict: "an object", list: "a list", float: "a number with decimals", **_NAMES}
    shown = json.dumps(raw, ensure_ascii=False)
    return f"{kinds[type(raw)]} {shown if len(shown) <= 40 else shown[:39] + '…'}"
