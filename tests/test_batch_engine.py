"""An engine gives every item back exactly once, whatever becomes of the process that had it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fullstride.batch.engine import Processes, usable_cores
from fullstride.batch.here import FEW, Here, engine_for
from helpers import ROOT

TESTS = Path(__file__).parent


def work(item: object) -> object:
    """What the tests let workers do: die, fail, dawdle or answer."""
    match item:
        case ("kill", number):
            os.kill(os.getpid(), number)
        case ("exit", code):
            os._exit(code)
        case ("once", path):
            if not Path(path).exists():
                Path(path).touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case ("raise", text):
            raise KeyError(text)
        case ("memory", _):
            raise MemoryError
        case ("sleep", seconds):
            time.sleep(seconds)
        case ("unpicklable", _):
            return lambda: None
        case ("long", length):
            return "x" * length
        case (_, text) if isinstance(text, str):
            return len(text)
    return item


def engine(**settings: object) -> Processes:
    return Processes(**{"jobs": 2, "preload": ()} | settings)  # type: ignore[arg-type]


def lost(items: list[object], **settings: object) -> dict[object, str]:
    """Who is lost and why, after checking that all came back once and the others with their result."""
    outcomes = list(engine(**settings).outcomes(work, iter(items)))
    assert sorted(map(str, (outcome.item for outcome in outcomes))) == sorted(map(str, items))
    assert all(outcome.lost or outcome.result is not None for outcome in outcomes)
    return {outcome.item: outcome.lost for outcome in outcomes if outcome.lost}


def test_every_item_comes_back_once_with_its_own_result() -> None:
    outcomes = list(engine().outcomes(str, range(500)))
    assert sorted(outcome.item for outcome in outcomes) == list(range(500))
    assert all(outcome.result == str(outcome.item) and not outcome.lost for outcome in outcomes)


def test_a_file_that_kills_its_worker_is_lost_alone_and_with_the_reason() -> None:
    bad: list[object] = [("kill", 9), ("kill", 11), ("exit", 3)]
    reasons = lost([*range(40), *bad, *range(40, 80)])
    assert set(reasons) == set(bad)
    assert "want of memory" in reasons["kill", 9]
    assert "Segmentation fault" in reasons["kill", 11]
    assert "exit code 3" in reasons["exit", 3]


def test_a_worker_killed_by_chance_costs_no_file(tmp_path: Path) -> None:
    assert lost([*range(20), ("once", str(tmp_path / "mark")), *range(20, 40)]) == {}


def test_every_file_may_kill_its_worker_and_the_run_still_ends() -> None:
    bad: list[object] = [("exit", code) for code in range(1, 9)]
    assert set(lost(bad)) == set(bad)


def test_an_unforeseen_fault_is_told_without_a_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    reasons = lost(
        [*range(10), ("raise", "no such thing"), ("unpicklable", 0), ("memory", 0), *range(10, 20)]
    )
    assert (
        "KeyError" in reasons["raise", "no such thing"]
        and "no such thing" in reasons["raise", "no such thing"]
    )
    assert "memory" in reasons["memory", 0]
    assert set(reasons) == {("raise", "no such thing"), ("unpicklable", 0), ("memory", 0)}
    assert capfd.readouterr().err == ""


def test_a_file_that_never_ends_is_given_up() -> None:
    reasons = lost([*range(10), ("sleep", 60), *range(10, 20)], patience_s=0.5)
    assert reasons == {("sleep", 60): "measuring it takes longer than 0.5 s"}


def test_large_questions_and_answers_do_not_wait_for_each_other() -> None:
    items: list[object] = [("echo", "x" * 1_000_000), ("echo", "y" * 1_000_000), ("long", 3_000_000)] * 3
    outcomes = list(engine().outcomes(work, items))
    assert len(outcomes) == 9 and not any(outcome.lost for outcome in outcomes)


def test_items_are_drawn_only_as_they_are_done() -> None:
    drawn = 0

    def items() -> Iterator[int]:
        nonlocal drawn
        for number in range(10_000):
            drawn += 1
            yield number

    for taken, _ in enumerate(engine().outcomes(str, items()), start=1):
        assert drawn - taken <= 2 * engine().ahead * 3
        if taken == 500:
            break


def test_leaving_early_ends_all_workers() -> None:
    outcomes = engine().outcomes(work, [("sleep", 0), *[("sleep", 60)] * 10])
    next(outcomes)
    begun = time.monotonic()
    outcomes.close()  # type: ignore[attr-defined]
    assert time.monotonic() - begun < 30


def test_a_worker_that_has_grown_is_replaced() -> None:
    pids = {outcome.result for outcome in engine(jobs=1, grown_mb=0.0).outcomes(_pid, range(5))}
    assert len(pids) == 5


def _pid(_: object) -> int:
    return os.getpid()


def test_workers_that_cannot_start_are_told() -> None:
    code = (
        "from fullstride.batch import engine\n"
        "import os, test_batch_engine\n"
        "from fullstride.domain.errors import FullstrideError\n"
        "class Bomb:\n"
        "    def __reduce__(self): return (os._exit, (5,))\n"
        "    def __call__(self, item): return item\n"
        "try: list(engine.Processes(jobs=2, preload=()).outcomes(Bomb(), range(3)))\n"
        "except FullstrideError as error: print(error)\n"
    )
    done = _python(code)
    assert "can't be started" in done.stdout and "Traceback" not in done.stderr


def _python(code: str) -> subprocess.CompletedProcess[str]:
    """Python on some code, or on the file of that name."""
    path = os.pathsep.join([str(TESTS), str(ROOT / "src")])
    return subprocess.run(
        [sys.executable, *([code] if code.endswith(".py") else ["-c", code])],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": path},
    )


def test_one_process_is_another_one_unless_files_are_few() -> None:
    """With `--jobs 1`, too, a file that brings its process down takes no other along."""
    assert isinstance(engine_for(FEW, 1), Here)
    items: list[object] = [*range(FEW), ("kill", 11)]
    alone = engine_for(len(items), 1)
    assert isinstance(alone, Processes) and alone.jobs == 1
    assert {out.item for out in alone.outcomes(work, items) if out.lost} == {("kill", 11)}


def test_in_this_process_a_fault_costs_the_one_item() -> None:
    outcomes = list(Here().outcomes(work, [1, ("raise", "x"), 2]))
    assert [outcome.result for outcome in outcomes] == [1, None, 2]
    assert "KeyError" in outcomes[1].lost


def test_asking_to_stop_passes_through() -> None:
    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(Here().outcomes(stop, [1]))


def test_at_least_one_core_is_ours() -> None:
    assert usable_cores() >= 1


def test_all_that_measuring_needs_is_loaded_before_workers_are_copied(shared_data: Path) -> None:
    """What each worker loaded for itself would be loaded as often as there are workers."""
    done = _python(
        "import sys\n"
        "from pathlib import Path\n"
        "import fullstride.batch.preload\n"
        "from fullstride.batch.work import measure_member\n"
        "from fullstride.formats.members import Member\n"
        "before = set(sys.modules)\n"
        f"for path in sorted(Path({str(shared_data)!r}).glob('runs/*/*')):\n"
        "    assert measure_member(Member(path=path)).runs\n"
        "print(sorted(set(sys.modules) - before))\n"
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_a_program_without_a_guard_may_use_many_processes(tmp_path: Path) -> None:
    """Workers do not run the program that started them; only what is defined in it makes them."""
    program = tmp_path / "program.py"
    program.write_text(
        "from fullstride.batch.engine import Processes\n"
        "print('once')\n"
        "print(sorted(out.result for out in Processes(jobs=2, preload=()).outcomes(abs, range(-9, 0))))\n"
    )
    assert _python(str(program)).stdout.split("\n") == ["once", str(list(range(1, 10))), ""]
    program.write_text(
        "from fullstride.batch.engine import Processes\n"
        "def double(x): return 2 * x\n"
        "if __name__ == '__main__':\n"
        "    print(sorted(out.result for out in Processes(jobs=2, preload=()).outcomes(double, range(3))))\n"
    )
    assert _python(str(program)).stdout == "[0, 2, 4]\n"
