"""The log: what happened, where and how grave; nothing that anybody said or typed, and not where they came from.

Our own messages are written as they are: they name kinds of errors, files and numbers. Of what other packages say only the
pattern is kept and never what they put into it, which may be an address or words of a family. Of an error only its kind and
place are kept: its own words may quote what it failed on.
"""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from typing import Any, Literal

from streamlit import logger as streamlit_logger

OWN = ("llais", "pages")
log = logging.getLogger(__name__)


def facts(record: logging.LogRecord) -> dict[str, str]:
    """All that is kept of a record."""
    at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    kept = {"at": at, "level": record.levelname.lower(), "where": f"{record.name}:{record.lineno}", "message": _message(record)}
    problem = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    kept |= {"kind": type(problem).__name__, "place": place(problem)} if problem else {}
    return {name: value for name, value in kept.items() if value}


def _message(record: logging.LogRecord) -> str:
    if record.name.partition(".")[0] in OWN:
        return record.getMessage()
    return record.msg if record.args and isinstance(record.msg, str) else ""  # without values it may be a text made with them


def place(problem: BaseException) -> str:
    """Where it happened: the file and line of the innermost frame."""
    trace = problem.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"


class Line(logging.Formatter):
    """One record as one line: a JSON object, or the same facts to read."""

    def __init__(self, kind: Literal["text", "json"]) -> None:
        super().__init__()
        self._json = kind == "json"

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        kept = facts(record)
        return json.dumps(kept, ensure_ascii=False) if self._json else " ".join(kept.values()).replace("\n", " ")


class Handler(logging.StreamHandler[Any]):
    """Writes to standard error, whatever that is at the time; made once a process."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        self.stream = sys.stderr
        super().emit(record)


def set_up(kind: Literal["text", "json"]) -> None:
    """All that this process logs goes this way, whoever logs it.

    Private to Streamlit and kept by a contract test: setup_formatter, which gives each of its loggers a handler.
    """
    root = logging.getLogger()
    if not any(isinstance(one, Handler) for one in root.handlers):
        root.addHandler(Handler())
    for one in root.handlers:
        if isinstance(one, Handler):
            one.setFormatter(Line(kind))
    streamlit_logger.setup_formatter = _to_root
    for name in list(logging.root.manager.loggerDict):
        _to_root(logging.getLogger(name))
    logging.getLogger("llais").setLevel(logging.INFO)
    logging.captureWarnings(True)
    threading.excepthook = lambda told: _uncaught("a thread", told.exc_value)
    sys.unraisablehook = lambda told: _uncaught("an object", told.exc_value)


def _to_root(logger: logging.Logger) -> None:
    """Without a handler of its own."""
    logger.handlers.clear()
    logger.propagate = True


def _uncaught(what: str, problem: BaseException | None) -> None:
    if problem is not None and not isinstance(problem, SystemExit):
        log.error("%s failed: %s at %s", what, type(problem).__name__, place(problem))
