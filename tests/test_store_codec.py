"""Whatever a word holds, it is kept and read back as it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.accounts import Account, Grant
from fullstride.domain.corrections import Correction
from fullstride.domain.evidence import Measured
from fullstride.domain.feeds import Feed, ServiceKey
from fullstride.domain.imports import Counts
from fullstride.domain.keeping import KeptPlan, Match, Moved, Original
from fullstride.domain.report import Report
from fullstride.store import codec
from kept_words import any_word, report

KEPT = (
    *(Report, Original, codec.MadeEvidence, Match, Moved, KeptPlan),
    *(Correction, Grant, Account, Feed, ServiceKey, Counts),
)


def test_every_kept_word_is_tried() -> None:
    assert set(codec.UPGRADES) == set(KEPT)


@pytest.mark.parametrize("kind", KEPT, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_word_is_read_back_as_it_was_kept(kind: type, data: st.DataObject) -> None:
    word = data.draw(any_word(kind))
    body = codec.to_body(word)
    again = codec.from_body(kind, body, codec.body_version(kind))
    assert again == word and type(again) is kind
    assert codec.to_body(again) == body
    assert codec.unpack(codec.pack(body)) == body


@given(word=any_word(Report))
def test_a_body_is_one_line_of_strict_json_that_any_program_can_read(word: Report) -> None:
    body = codec.to_body(word)
    assert body.isascii() and body.isprintable()

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    assert json.loads(body, parse_constant=refuse)["id"] == word.id


def test_numbers_that_are_none_are_kept_as_such() -> None:
    body = codec.to_body(Measured(value=float("nan"), error=float("-inf")))
    assert json.loads(body) == {"value": "NaN", "error": "-Infinity"}
    again = codec.from_body(Measured, body, 1)
    assert again.value != again.value and again.error == float("-inf")


def test_what_a_word_has_gained_since_is_its_default() -> None:
    facts = json.loads(codec.to_body(report()))
    del facts["recovery_low"], facts["note"]
    again = codec.from_body(Report, json.dumps(facts), 1)
    assert again == report(recovery_low=None, note="")


def test_older_bodies_are_brought_forward_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(facts: dict[str, object]) -> dict[str, object]:
        return {"value": facts.pop("mean"), **facts}

    def shift(facts: dict[str, object]) -> dict[str, object]:
        return facts | {"error": facts["error"] + 1}

    monkeypatch.setattr(codec, "UPGRADES", {Measured: (rename, shift)})
    assert codec.from_body(Measured, '{"mean":2,"error":1}', 1) == Measured(value=2, error=2)
    assert codec.from_body(Measured, '{"value":2,"error":1}', 2) == Measured(value=2, error=2)
    assert codec.from_body(Measured, '{"value":2,"error":1}', 3) == Measured(value=2, error=1)
    assert codec.body_version(Measured) == 3
    with pytest.raises(codec.Unreadable, match="newer version"):
        codec.from_body(Measured, "{}", 4)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"id":1}',
        '{"mean":NaN}',
        '{"id":"a","said_at":"yesterday"}',
        "[" * 99999,
    ],
)
def test_a_body_that_is_none_is_said_to_be(body: str) -> None:
    with pytest.raises(codec.Unreadable, match="not as it was written"):
        codec.from_body(Report, body, 1)


@given(packed=st.binary())
def test_what_is_no_packed_body_is_said_to_be(packed: bytes) -> None:
    with pytest.raises(codec.Unreadable):
        codec.unpack(packed)
