"""What the server writes on stderr: trouble always, and a line for each request where it is asked for."""

import logging
from typing import Any

_TOLD_ALREADY = "Exception in ASGI application"  # by web/problems.py, with the request's name


class Once(logging.Filter):
    """Leaves out what stands in the log already."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_TOLD_ALREADY)


def log_config(*, access: bool) -> dict[str, Any]:
    """As logging.config takes it. No line holds a query, a body, a cookie or a password."""
    quiet = {"handlers": ["stderr"], "level": "WARNING", "propagate": False}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"once": {"()": Once}},
        "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(message)s"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["once"]}},
        "loggers": {
            "uvicorn": quiet,
            "fullstride.web": quiet,
            "fullstride.access": quiet | {"level": "INFO" if access else "WARNING"},
        },
    }
