"""The FIT reader says what fitdecode says, field by field, of real files and of made ones."""

import math
import random
import struct
from pathlib import Path
from typing import Any

import fitdecode
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.formats.fit_crc import checksum
from fullstride.formats.fit_decode import TIMESTAMP, FitFile, Table, decode_fit
from fullstride.formats.fit_profile import FIELDS
from fullstride.formats.fit_walk import StopKind
from fullstride.formats.fit_writer import checksum as slow_checksum
from helpers import ROOT
from made_fit import BASES, START, Made, size_of, told_by_fitdecode

RUNS = ROOT.parent / "shared" / "data" / "runs"
FILES = sorted(RUNS.glob("*/*.fit"))


def plain(table: Table, key: Any) -> list[object]:
    """A column as fitdecode shows it: None for nothing, tuples for arrays."""
    column: list[object] = [None] * len(table)
    for places, raw, valid in table.raw(key):
        for place, value, there in zip(places.tolist(), raw.tolist(), valid.tolist(), strict=True):
            if isinstance(value, list):
                column[place] = tuple(one if ok else None for one, ok in zip(value, there, strict=True))
            elif isinstance(value, bytes):
                column[place] = value.partition(b"\0")[0].decode(errors="replace") or None
            elif there:
                column[place] = value
    return column


def as_plain(value: object) -> object:
    """One byte is a number, and an array of nothing is nothing."""
    if not isinstance(value, tuple):
        return value
    return value[0] if len(value) == 1 else None if all(one is None for one in value) else value


def assert_as_fitdecode(files: tuple[FitFile, ...], data: bytes) -> int:
    """Every raw value of every message, and the scaled ones of fields that we name; gives their count."""
    theirs = told_by_fitdecode(data)
    numbers = {number for file in files for number in file.numbers}
    assert numbers == theirs.keys()
    compared = 0
    for number in numbers:
        messages = iter(theirs[number])
        for file in files:
            table = file.table(number)
            if table is not None:
                compared += _assert_table(table, [next(messages) for _ in range(len(table))])
        assert not list(messages)
    return compared


def _assert_table(table: Table, messages: list[fitdecode.FitDataMessage]) -> int:
    told = [
        {_key(one): one for one in reversed(message.fields) if one.field_def is not None}
        for message in messages
    ]
    compared = 0
    for key in table.keys:
        if key == TIMESTAMP and table.times is not None:
            continue
        column = [row[key].raw_value if key in row else None for row in told]
        assert list(map(as_plain, plain(table, key))) == list(map(as_plain, column)), (table.number, key)
        compared += len(column)
        named = FIELDS.get(table.number, {}).get(key) if isinstance(key, int) else None
        if named is not None and not table.is_text(key):
            values = table.values(key) / named.scale - named.offset
            for row, one in enumerate(told):
                if key in one and one[key].parent_field is None:
                    assert one[key].name == named.name
                    assert_close(values[row], one[key].value)
    if table.times is not None:
        for value, message in zip(table.values(TIMESTAMP).tolist(), messages, strict=True):
            stamps = [one.raw_value for one in message.fields if one.def_num == TIMESTAMP]
            stamp = next((one for one in stamps if one is not None), None)
            assert (None if math.isnan(value) else value) == stamp
    assert {key for row in told for key in row} <= set(table.keys)
    return compared


def assert_close(ours: Any, theirs: object) -> None:
    """Where fitdecode has a word of its own instead of a number there is nothing to compare."""
    for value, told in zip(
        np.ravel(ours).tolist(), theirs if isinstance(theirs, tuple) else (theirs,), strict=False
    ):
        if isinstance(told, int | float):
            assert math.isclose(value, told, rel_tol=1e-15)


def _key(one: Any) -> Any:
    if isinstance(one.field_def, fitdecode.types.DevFieldDefinition):
        return (one.field_def.dev_data_index, one.field_def.def_num)
    return one.field_def.def_num


@pytest.mark.parametrize("path", FILES or [None], ids=lambda path: path.stem if path else "none")
def test_every_value_of_every_message_of_real_files_is_what_fitdecode_reads(path: Path | None) -> None:
    if path is None:
        pytest.skip("the recordings in ../shared/data/runs are not here")
    data = path.read_bytes()
    files = decode_fit(data)
    assert assert_as_fitdecode(files, data) > 1000
    assert all(file.stop is None and file.checksum_fits for file in files)


# Kinds of messages that no profile knows, so that fitdecode shows them bare.
NUMBERS = (65_300, 65_301)


@st.composite
def made_files(draw: st.DrawFn) -> bytes:
    """Any definitions in any order, both byte orders, arrays, odd sizes, developer fields, short times."""
    dice = random.Random(draw(st.integers(0, 2**32)))
    made = Made().define(14, 207, [(3, 1, "uint8")]).message(14, b"\0")
    described = {}
    for key in range(dice.randint(0, 3)):
        base = described[key] = dice.choice(list(BASES))
        made.define(13, 206, [(0, 1, "uint8"), (1, 1, "uint8"), (2, 1, "uint8"), (3, 4, "string")])
        made.message(13, bytes((0, key, BASES[base][0])) + b"abc\0")
    sizes: dict[int, int] = {}
    for _ in range(dice.randint(1, 25)):
        local = dice.randint(0, 5)
        if local not in sizes or dice.random() < 0.2:
            fields = []
            for number in dice.sample(range(10), dice.randint(0, 5)):
                base = dice.choice(list(BASES))
                odd = dice.random() < 0.2
                fields.append((number, size_of(base) * dice.randint(1, 3) + odd, base))
            if dice.random() < 0.5:
                fields.append((TIMESTAMP, 4, "uint32"))
            developer = None
            if described and dice.random() < 0.5:
                chosen = dice.sample(range(len(described)), dice.randint(1, len(described)))
                developer = [(key, size_of(described[key]), 0) for key in chosen]
            made.define(local, dice.choice(NUMBERS), fields, developer=developer, big=dice.random() < 0.5)
            sizes[local] = sum(one[1] for one in [*fields, *(developer or ())])
        size = sizes[local]
        for _ in range(dice.choice((0, 1, 2, 3, 70, 100))):
            content = dice.choice((b"\xff" * size, bytes(size), dice.randbytes(size), dice.randbytes(size)))
            if local < 4 and dice.random() < 0.3:
                made.compressed(local, dice.randint(0, 31), content)
            else:
                made.message(local, content)
    return made.file(header=dice.choice((12, 14)))


@settings(max_examples=150, deadline=None)
@given(made_files())
def test_whatever_is_defined_is_read_as_fitdecode_reads_it(data: bytes) -> None:
    assert_as_fitdecode(decode_fit(data), data)


@settings(max_examples=20, deadline=None)
@given(made_files(), made_files())
def test_chained_files_are_read_one_after_another(first: bytes, second: bytes) -> None:
    files = decode_fit(first + second)
    assert len(files) == 2 and all(file.stop is None and file.checksum_fits for file in files)
    assert_as_fitdecode(files, first + second)


@given(st.binary(max_size=2000))
def test_the_fast_checksum_is_the_slow_one(data: bytes) -> None:
    assert checksum(data) == slow_checksum(data)


def test_the_checksum_of_a_long_file_is_joined_from_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fullstride.formats.fit_crc._SIDE_BY_SIDE", 4)
    data = np.random.default_rng(1).bytes(5000)
    assert checksum(data) == slow_checksum(data)


def test_a_flipped_byte_is_seen_by_the_checksum_and_by_nothing_else() -> None:
    data = bytearray(Made().file_id().records(50).file())
    data[-20] ^= 0x10
    (file,) = decode_fit(bytes(data))
    assert file.stop is None and not file.checksum_fits


def test_short_times_go_on_from_the_message_before_whatever_its_kind() -> None:
    made = Made().define(0, 20, [(3, 1, "uint8")]).define(1, 65_300, [(TIMESTAMP, 4, "uint32")])
    made.pack(1, "I", START)
    for second in range(1, 100):
        made.compressed(0, START + second, b"\x64")
    made.pack(1, "I", START + 500).compressed(0, START + 503, b"\x65")
    (file,) = decode_fit(made.file())
    table = file.table(20)
    assert table is not None
    assert table.values(TIMESTAMP).tolist() == [*range(START + 1, START + 100), START + 503]


def test_messages_of_one_kind_with_several_definitions_are_one_table_in_the_files_order() -> None:
    made = Made()
    made.define(0, 20, [(253, 4, "uint32"), (3, 1, "uint8")])
    made.define(1, 20, [(253, 4, "uint32"), (4, 1, "uint8"), (9, 4, "uint16")], big=True)
    for second in range(6):
        if second % 2:
            made.pack(1, "IBHH", START + second, second, second, 0xFFFF, big=True)
        else:
            made.pack(0, "IB", START + second, 100 + second)
    (file,) = decode_fit(made.file())
    table = file.table(20)
    assert table is not None
    assert table.values(TIMESTAMP).tolist() == list(range(START, START + 6))
    np.testing.assert_array_equal(table.values(3), [100, np.nan, 102, np.nan, 104, np.nan])
    np.testing.assert_array_equal(table.values(4), [np.nan, 1, np.nan, 3, np.nan, 5])
    np.testing.assert_array_equal(table.values(9)[:, 0], [np.nan, 1, np.nan, 3, np.nan, 5])
    assert np.isnan(table.values(9)[:, 1]).all() and np.isnan(table.values(99)).all()


def test_whole_numbers_of_64_bits_are_kept_exactly() -> None:
    big = 2**63 - 2
    made = Made().define(0, 65_300, [(0, 8, "sint64"), (1, 8, "uint64")]).pack(0, "qQ", big, 2**64 - 3)
    (file,) = decode_fit(made.file())
    table = file.table(65_300)
    assert table is not None
    assert plain(table, 0) == [big] and plain(table, 1) == [2**64 - 3]


@pytest.mark.parametrize("header", [12, 14])
@pytest.mark.parametrize("data_size", [None, 0, 100, 5000, 2**32 - 1])
@pytest.mark.parametrize("crc", [True, False])
def test_a_wrong_length_in_the_header_loses_no_record(header: int, data_size: int | None, crc: bool) -> None:
    data = Made().file_id().records(200).file(header=header, header_crc=0, data_size=data_size, crc=crc)
    (file,) = decode_fit(data)
    table = file.table(20)
    assert table is not None and len(table) == 200
    if data_size in (0, 5000, 2**32 - 1):
        assert file.stop is not None
        assert file.stop.kind == (StopKind.SHORT if data_size else StopKind.OPEN)
    else:
        assert file.stop is None


def test_an_undefined_kind_of_record_ends_the_reading_there() -> None:
    made = Made().file_id().records(80)
    at = 14 + len(made.body)
    (file,) = decode_fit(made.message(9, b"xxxx").records(20).file())
    table = file.table(20)
    assert table is not None and len(table) == 80
    assert file.stop is not None and (file.stop.byte, file.stop.kind) == (at, StopKind.NOT_A_RECORD)


def test_after_damage_the_next_file_of_a_chain_is_read() -> None:
    broken = Made().file_id().records(80).message(9, b"xxxx").file()
    whole = Made().file_id().records(30).file()
    first, second = decode_fit(broken + whole)
    assert first.stop is not None and second.stop is None
    assert [len(file.table(20) or ()) for file in (first, second)] == [80, 30]


def test_junk_after_the_end_is_no_part_of_the_file() -> None:
    data = Made().file_id().records(80).file()
    (file,) = decode_fit(data + b"\0junk" * 300)
    assert file.stop is None and file.checksum_fits
    (file,) = decode_fit(data[:-2] + b"\x12\x34" + b"\0junk" * 300)
    assert file.stop is not None and file.stop.kind == StopKind.BESIDES
    assert len(file.table(20) or ()) == 80


def test_files_that_claim_or_define_absurd_things_are_read_as_far_as_they_go() -> None:
    nothing = Made().define(0, 20, []).file()
    (file,) = decode_fit(nothing[:-2] + b"\0" * 100_000)
    assert file.table(20) is not None and not (file.table(20) or ()).keys  # type: ignore[union-attr]
    wide = Made().define(0, 20, [(number, 255, "byte") for number in range(255)])
    wide.message(0, bytes(255 * 255))
    (file,) = decode_fit(wide.file())
    assert len(file.table(20) or ()) == 1
    many = Made()
    for number in range(3000):
        many.define(0, number, [(number % 250, 1, "uint8")]).message(0, b"\1")
    (file,) = decode_fit(many.file())
    assert file.stop is not None and file.stop.kind == StopKind.DEFINITIONS
    assert len(file.numbers) == 1024


def test_a_definition_that_counts_more_fields_than_there_are_bytes_is_no_record() -> None:
    body = Made().records(5)
    at = 14 + len(body.body)
    body.body += struct.pack("<BBBHB", 0x40, 0, 0, 20, 255) + b"\1\1\0"
    (file,) = decode_fit(body.file())
    assert file.stop is not None and file.stop.byte == at
