"""One value of one field, as the archive writes it and as it is read back with care."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime

KEY = re.compile(r"[a-z2-7]{16}")
WORD = re.compile(r"\b[a-z2-7]{16}\b")
MOST = 2_000_000_000
EARLIEST, LATEST = 1900, 2200
DEPTH, LONGEST = 4, 20_000


class Unfit(ValueError):
    """A value that its field cannot hold. `reason` is a key of the words on the preview."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def written(value: Any) -> Any:
    """The value as JSON holds it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value


def renamed(value: Any, keys: Mapping[str, str]) -> Any:
    """The same with every key in it replaced, however deep it stands."""
    if isinstance(value, str):
        return WORD.sub(lambda found: keys.get(found[0], found[0]), value)
    if isinstance(value, list):
        return [renamed(one, keys) for one in value]
    if isinstance(value, dict):
        # Only the keys of a mapping name rows: what stands beside them are people's words.
        return {renamed(name, keys): one for name, one in value.items()}
    return value


def read(field: models.Field[Any, Any], value: Any) -> Any:
    """The value for this field.

    Raises:
        Unfit: it is of another kind, too long, not among the choices, or out of range.
    """
    if value is None and field.null:
        return None
    for kind, reader in READERS:
        if isinstance(field, kind):
            found = reader(field, value)
            return _checked(field, found)
    raise Unfit("kind")


def _checked(field: models.Field[Any, Any], value: Any) -> Any:
    if isinstance(field, models.JSONField):
        return value
    try:
        return field.clean(value, None)
    except ValidationError as error:
        raise Unfit("value") from error


def _text(field: models.Field[Any, Any], value: Any) -> str:
    if not isinstance(value, str):
        raise Unfit("kind")
    if "\0" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise Unfit("letters")
    if len(value) > (field.max_length or LONGEST):
        raise Unfit("long")
    return value


def _number(field: models.Field[Any, Any], value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Unfit("kind")
    if not -MOST <= value <= MOST or (value < 0 and field.get_internal_type().startswith("Pos")):
        raise Unfit("value")
    return value


def _yes_or_no(field: models.Field[Any, Any], value: Any) -> bool:
    if not isinstance(value, bool):
        raise Unfit("kind")
    return value


def _moment(field: models.Field[Any, Any], value: Any) -> dt.datetime:
    try:
        found = parse_datetime(value) if isinstance(value, str) else None
    except ValueError as error:
        raise Unfit("date") from error
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise Unfit("date")
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)


def _day(field: models.Field[Any, Any], value: Any) -> dt.date:
    try:
        found = dt.date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError as error:
        raise Unfit("date") from error
    if found is None or not EARLIEST <= found.year <= LATEST:
        raise Unfit("date")
    return found


def _time(field: models.Field[Any, Any], value: Any) -> dt.time:
    try:
        return dt.time.fromisoformat(value).replace(tzinfo=None)
    except (TypeError, ValueError) as error:
        raise Unfit("date") from error


def _json(field: models.Field[Any, Any], value: Any) -> Any:
    """A mapping where the field holds one, else a list; inside, what JSON can hold, not deep."""
    wanted = type(field.default()) if callable(field.default) else dict
    if type(value) is not wanted or wanted not in (dict, list):
        raise Unfit("kind")
    plain(value)
    if any(not isinstance(one, str) for one in _inside(value)):
        raise Unfit("kind")
    return value


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else list(value)


def plain(value: Any, depth: int = DEPTH) -> None:
    """Whether this is text, numbers and lists that a database can hold.

    Raises:
        Unfit: it nests too deeply, or holds letters that there are not.
    """
    if isinstance(value, dict | list):
        if depth == 0:
            raise Unfit("deep")
        for one in [*value, *_inside(value)] if isinstance(value, dict) else value:
            plain(one, depth - 1)
    elif isinstance(value, str):
        _text(models.TextField(), value)
    elif isinstance(value, float) or (isinstance(value, int) and not -MOST <= value <= MOST):
        raise Unfit("value")


READERS = (
    (models.JSONField, _json),
    (models.BooleanField, _yes_or_no),
    (models.IntegerField, _number),
    (models.DateTimeField, _moment),
    (models.DateField, _day),
    (models.TimeField, _time),
    (models.CharField, _text),
    (models.TextField, _text),
)
