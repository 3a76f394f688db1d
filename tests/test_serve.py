"""`fullstride serve` before it serves: what it refuses, in one sentence."""

import socket
from collections.abc import Callable

from helpers import Ran

Run = Callable[..., Ran]


def test_a_port_that_another_program_has_is_told_in_one_sentence(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = run("serve", "--sample", "--port", port)
    assert ran.code == 2
    assert ran.err == (
        f"The app can't listen at 127.0.0.1, port {port}: address already in use; --port N says where.\n"
    )


def test_the_sample_is_never_put_into_a_store_that_was_named(run: Run) -> None:
    for option in ("--store", "--runner"):
        ran = run("serve", "--sample", "--port", 0, option, "mine")
        assert (ran.code, ran.out) == (2, "")
        assert option in ran.err


def test_the_sample_is_for_this_machine_alone(run: Run) -> None:
    ran = run("serve", "--sample", "--port", 0, "--host", "0.0.0.0")
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_host_that_is_none_is_told(run: Run) -> None:
    ran = run("serve", "--host", "no such host", "--port", 0)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
