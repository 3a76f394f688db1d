"""A tree of TOML becomes frozen words, or the place and the reason why not are told."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pytest

from fullstride.rules.shape import WrongShape, shaped


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    name: str
    days: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    share: float = 0.0
    sure: bool = False
    colour: Colour = Colour.RED
    place: Literal["", "hill"] = ""
    span: tuple[int, int] = (0, 0)
    leaf: Leaf | None = None
    leaves: tuple[Leaf, ...] = ()
    by_side: Mapping[Literal["left"], Leaf] | None = None


def test_every_kind_of_value_is_read_as_its_field_says() -> None:
    whole = {
        "share": 1,
        "sure": True,
        "colour": "red",
        "place": "hill",
        "span": [1, 2],
        "leaf": {"name": "a"},
        "leaves": [{"name": "b", "days": 2}],
        "by_side": {"left": {"name": "c"}},
    }
    read = shaped(Tree, whole)
    assert read == Tree(
        share=1.0,
        sure=True,
        place="hill",
        span=(1, 2),
        leaf=Leaf(name="a"),
        leaves=(Leaf(name="b", days=2),),
        by_side={"left": Leaf(name="c")},
    )
    assert type(read.share) is float and read.colour is Colour.RED


@pytest.mark.parametrize(
    ("tree", "path", "reason"),
    [
        ([], "", "table"),
        ({"shares": 1}, "shares", "not a key"),
        ({"share": "1"}, "share", "a number"),
        ({"share": True}, "share", "a number"),
        ({"sure": 1}, "sure", "true or false"),
        ({"colour": "blue"}, "colour", "one of red"),
        ({"colour": ["red"]}, "colour", "one of red"),
        ({"place": "sea"}, "place", 'one of "", hill'),
        ({"span": [1]}, "span", "2 values"),
        ({"span": [1, 2.5]}, "span.2", "a whole number"),
        ({"span": "12"}, "span", "a list"),
        ({"leaf": {}}, "leaf.name", "missing"),
        ({"leaf": {"name": 3}}, "leaf.name", "text"),
        ({"leaves": [{"name": "a"}, 3]}, "leaves.2", "table"),
        ({"leaves": [{"name": "a", "days": True}]}, "leaves.1.days", "a whole number"),
        ({"by_side": {"right": {"name": "a"}}}, "by_side.right", "one of left"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(tree: object, path: str, reason: str) -> None:
    with pytest.raises(WrongShape) as caught:
        shaped(Tree, tree)
    assert ".".join(caught.value.path) == path
    assert reason in caught.value.reason
