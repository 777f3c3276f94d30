"""Lines for the operator that hold no name, no address and nothing anybody wrote."""

from __future__ import annotations

import logging
import traceback
from typing import Any


class PlainFormatter(logging.Formatter):
    """Time, level, where from, and the fixed words of the message without what was filled in.

    Errors of libraries quote what people typed, so an exception is told by its kind and place.
    """

    def format(self, record: logging.LogRecord) -> str:
        own = record.name.startswith("closeknit")
        words = record.getMessage() if own else self.fixed(record)
        line = f"{self.formatTime(record)} {record.levelname.lower()} {record.name} {words}"
        if record.exc_info and record.exc_info[0]:
            line += "\n" + self.formatException(record.exc_info)
        return line

    def fixed(self, record: logging.LogRecord) -> str:
        if record.name.startswith("django.security"):
            return "refused"
        if not isinstance(record.msg, str):  # an exception itself: its words quote what was typed
            return type(record.msg).__qualname__
        status = getattr(record, "status_code", "")
        return f"{record.msg} {status}".strip()

    def formatException(self, ei: Any) -> str:  # noqa: N802
        kind, _, trace = ei
        places = [f"  {f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return "\n".join([f"  {kind.__module__}.{kind.__qualname__}", *places])
