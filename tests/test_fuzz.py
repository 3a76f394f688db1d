"""Over a hundred damaged inputs do no harm; `make fuzz` tries twenty thousand."""

import warnings
from pathlib import Path

import pytest

import fuzz_fit
from fuzz import records_lost, try_one, whole_records
from fuzz_input import Input, made_input
from fuzz_seeds import own_seeds

SHARES, IN_EACH = 4, 30
COMMAND_EVERY = 10
FIRST = 1_000_000  # numbers that no long run begins with
CUTS = 12


@pytest.mark.parametrize("share", range(SHARES))
def test_damaged_inputs_are_read_or_refused_and_every_command_answers(share: int, tmp_path: Path) -> None:
    harms = []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for number in range(FIRST + share * IN_EACH, FIRST + (share + 1) * IN_EACH):
            command = number // COMMAND_EVERY if number % COMMAND_EVERY == 0 else 0
            tried = try_one(made_input(number, own_seeds()), tmp_path, command=command)
            if tried.harm and not tried.harm.startswith("took"):  # a busy machine is no harm
                harms.append((number, tried.harm))
    assert not harms


@pytest.mark.parametrize("name", ["run.fit", "run.tcx", "run.gpx", "run.fit.gz", "run.tcx.gz"])
def test_wherever_a_file_is_cut_every_whole_record_before_is_read(name: str) -> None:
    (seed,) = [each for each in own_seeds() if each.name == name]
    step = len(seed.data) // CUTS
    for at in range(step, len(seed.data), step):
        assert whole_records(seed.data, at)
        assert not records_lost(Input(seed.name, seed.data[:at], seed=seed, cut_at=at)), at


def test_the_pieces_of_a_file_put_together_again_are_the_file() -> None:
    data = own_seeds()[0].data
    parts = fuzz_fit.pieces(data)
    assert b"".join(part.content for part in parts) == data[14:-2]
    assert fuzz_fit.repaired(data) == data
    assert fuzz_fit.pieces(fuzz_fit.whole(parts)) == parts


def test_a_number_stands_for_the_same_input_every_time() -> None:
    for number in range(FIRST, FIRST + 20):
        assert made_input(number, own_seeds()) == made_input(number, own_seeds())
