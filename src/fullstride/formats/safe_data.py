"""JSON and YAML from strangers: plain values only, shallow, without aliases, tags or surprises."""

import json
import re
from typing import Any, NoReturn

import yaml

from fullstride.domain.errors import UnreadableInput

MAX_DEPTH = 60
MAX_NODES = 100_000  # in YAML
JSON_LIMIT, YAML_LIMIT = 8_000_000, 2_000_000  # characters

# YAML 1.1 reads "4:45" as a number in base 60; a pace is not that.
_NO_SEXAGESIMAL = {
    "tag:yaml.org,2002:int": re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z"),
    "tag:yaml.org,2002:float": re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{0,18}\Z"),
}


def load_json(text: str, name: str) -> Any:
    """The value that `text` holds. Raises UnreadableInput naming the line."""
    _refuse_long(text, name, JSON_LIMIT)
    try:
        value = json.loads(text, parse_constant=lambda _: None)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}"
        raise UnreadableInput(name, place, f"is not JSON here ({_lower_first(error.msg)})") from None
    except RecursionError:
        raise UnreadableInput(name, "", "is nested deeper than any plan is") from None
    except ValueError:  # a number of thousands of digits
        raise UnreadableInput(name, "", "holds a number that is too long to be meant") from None
    refuse_deep(value, name)
    return value


def load_yaml(text: str, name: str) -> Any:
    """The value that `text` holds; mappings keep their order. Raises UnreadableInput naming the line."""
    _refuse_long(text, name, YAML_LIMIT)
    loader = _Loader(text)
    try:
        _scan(text, name)
        value = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}" if mark else ""
        reason = (error.problem or error.context or "it does not hold together").strip()
        raise UnreadableInput(name, place, f"is not YAML here ({reason})") from None
    except yaml.YAMLError as error:
        raise UnreadableInput(name, "", f"is not YAML ({str(error).splitlines()[0]})") from None
    except RecursionError:
        raise UnreadableInput(name, "", "is nested deeper than any plan is") from None
    except (ValueError, OverflowError, TypeError) as error:  # 2026-13-45, unhashable keys
        raise UnreadableInput(name, "", f"holds a value that YAML can't read ({error})") from None
    finally:
        loader.dispose()
    refuse_deep(value, name)
    return value


def refuse_deep(value: Any, name: str) -> None:
    """Raise UnreadableInput when `value` is nested deeper than any plan is."""
    level = [value]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for parent in level
            if isinstance(parent, dict | list)
            for child in (parent.values() if isinstance(parent, dict) else parent)
        ]
        if not level:
            return
    raise UnreadableInput(name, "", "is nested deeper than any plan is")


_KEPT_TAGS = tuple(f"tag:yaml.org,2002:{word}" for word in ("bool", "null", "float", "int", "merge"))


_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C is ten times as fast


class _Loader(_Safe):  # type: ignore[misc]
    """SafeLoader that leaves dates as the text they are, and "4:45" too, which is not 285."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, _NO_SEXAGESIMAL.get(tag, rule)) for tag, rule in rules if tag in _KEPT_TAGS]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _scan(text: str, name: str) -> None:
    """One pass over the events, before any object is built: refuses bombs by their shape."""
    depth = nodes = 0
    for event in yaml.parse(text, Loader=_Safe):
        if isinstance(event, yaml.AliasEvent):
            _refuse(name, event, "refers back to another part with '*'; write it out instead")
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            tag = getattr(event, "tag", None)
            if tag and not tag.startswith("tag:yaml.org,2002:"):
                _refuse(name, event, f"asks for a special value ({tag}); plain text and numbers only")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH or nodes > MAX_NODES:
            _refuse(name, event, "is nested deeper or longer than any plan is")


def _refuse(name: str, event: yaml.Event, reason: str) -> NoReturn:
    place = f"line {event.start_mark.line + 1}" if event.start_mark else ""
    raise UnreadableInput(name, place, reason)


def _refuse_long(text: str, name: str, limit: int) -> None:
    if len(text) > limit:
        raise UnreadableInput(name, "", f"is {len(text)} characters long; {limit} is the most for a plan")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
