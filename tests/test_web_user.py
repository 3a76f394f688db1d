"""Accounts at the terminal, and a server that does not start open to others without one."""

import io
import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from fullstride.domain.accounts import Role
from fullstride.store import open_store
from helpers import Ran, run_here, run_program

PASSWORD = "rain on the long straight"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    where = str(tmp_path / "store.sqlite")
    monkeypatch.setenv("FULLSTRIDE_STORE", where)
    return where


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs a command with a line on stdin."""

    def run(*arguments: object, line: str = PASSWORD + "\n") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(line))
        return run_here("user", *arguments)

    return run


@pytest.mark.parametrize(
    "name", [".", "..", "  ", "Ann\u200b", "c\u043each", "\u0441\u043e\u0441\u043e", "A/B"]
)
def test_no_account_is_made_by_a_name_that_nobody_can_tell_apart(
    store: str, say: Callable[..., Ran], name: str
) -> None:
    assert say("add", "coco").code == 0
    ran = say("add", name)
    assert ran.code == 2, ran.out
    assert say("add", "Zoe", "--runner", name).code == 2
    assert [one["name"] for one in json.loads(say("list", "--json").out)["accounts"]] == ["coco"]


def test_an_account_is_made_with_a_password_from_stdin_and_a_shelf_of_its_own(
    store: str, say: Callable[..., Ran]
) -> None:
    assert say("add", "olga", "--role", "owner").out == "olga can sign in.\n"
    assert say("add", "ana").code == 0
    assert json.loads(say("add", "ben", "--role", "coach", "--runner", "me", "--json").out)["runner"] == "me"
    assert say("list").out.splitlines() == ["ana: runner", "ben: coach, runner, runs as me", "olga: owner"]
    listed = json.loads(say("list", "--json").out)["accounts"]
    assert [one["name"] for one in listed] == ["ana", "ben", "olga"]
    assert "password" not in json.dumps(listed)
    opened = open_store(store)
    assert opened.runners() == ("ana", "me")
    account = opened.accounts.named("olga")
    opened.close()
    assert account is not None
    assert (account.roles, account.runner) == ((Role.OWNER,), "")
    assert account.password_hash.startswith("$argon2id$")


def test_no_command_takes_a_password_as_an_argument() -> None:
    import typer

    from fullstride.web.commands.user import user

    options = [
        name
        for command in typer.main.get_group(user).commands.values()
        for one in command.params
        for name in one.opts
    ]
    assert not [name for name in options if "pass" in name or "word" in name]


@pytest.mark.parametrize(
    ("line", "why"),
    [("", "10 letters"), ("short\n", "10 letters"), ("password123\n", "first that are tried")],
)
def test_a_weak_password_is_refused_and_nothing_is_made(
    store: str, say: Callable[..., Ran], line: str, why: str
) -> None:
    ran = say("add", "ana", line=line)
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert json.loads(say("list", "--json").out)["accounts"] == []
    opened = open_store(store)
    assert opened.runners() == ()
    opened.close()


def test_a_name_is_taken_once_in_whatever_capitals(store: str, say: Callable[..., Ran]) -> None:
    say("add", "ana")
    assert "has an account already" in say("add", "Ana").err
    assert "has no / in it" in say("add", "ana/ben").err
    assert say("add", " ").code == 2
    assert "taken" in say("add", "eve", "--runner", "ana").err


def test_removing_an_account_leaves_what_is_kept(store: str, say: Callable[..., Ran]) -> None:
    say("add", "ana")
    assert say("remove", "Ana").out == "ana can no longer sign in; what is kept for ana stays.\n"
    assert "Nobody signs in as ana" in say("remove", "ana").err
    opened = open_store(store)
    assert opened.runners() == ("ana",)
    opened.close()


def test_the_only_owner_is_removed_last(store: str, say: Callable[..., Ran]) -> None:
    say("add", "olga", "--role", "owner")
    say("add", "ana")
    assert "make another owner first" in say("remove", "olga").err
    assert say("remove", "ana").code == 0
    assert say("remove", "olga").code == 0


def test_links_are_printed_whole_and_kept_as_no_secret(store: str, say: Callable[..., Ran]) -> None:
    say("add", "ana")
    reset = say("reset-link", "ana", "--address", "https://run.example/").out
    assert re.match(r"https://run\.example/reset#[\w-]{43}\nIt works once, until ", reset)
    invited = json.loads(say("invite", "--role", "coach", "--json").out)
    assert invited["kind"] == "invitation"
    assert re.fullmatch(r"/join#[\w-]{43}", invited["link"])
    secret = invited["link"].partition("#")[2].encode()
    assert all(secret not in file.read_bytes() for file in Path(store).parent.iterdir())
    assert "write it like" in say("invite", "--address", "run.example").err
    assert "Nobody signs in as ben" in say("reset-link", "ben").err
    assert "has an account already" in say("invite", "--runner", "ana").err


def test_what_to_do_must_be_said() -> None:
    ran = run_here("user")
    assert ran.code == 2
    assert "add, list, remove" in ran.err


@pytest.mark.parametrize(
    "open_to",
    [("--host", "0.0.0.0"), ("--host", "::"), ("--address", "https://run.example"), ("--proxy", "127.0.0.1")],
)  # fmt: skip
def test_open_to_others_a_server_does_not_start_without_an_account(
    store: str, open_to: tuple[str, ...]
) -> None:
    ran = run_here("serve", "--port", "0", *open_to)
    assert ran.code == 2
    assert "nobody has an account" in ran.err
    assert "fullstride user add" in ran.err


@pytest.mark.parametrize(
    "wrong", [("--address", "run.example"), ("--proxy", "not an address"), ("--sample", "--host", "0.0.0.0")]
)
def test_what_makes_no_sense_is_refused_in_a_sentence(store: str, wrong: tuple[str, ...]) -> None:
    ran = run_here("serve", "--port", "0", *wrong)
    assert ran.code == 2
    assert ran.err.count("\n") == 1 and "Traceback" not in ran.err


def test_with_several_runners_and_no_accounts_it_asks_whose_app_it_is(store: str) -> None:
    opened = open_store(store)
    for name in ("ana", "ben"):
        opened.add_runner(name)
    opened.close()
    assert "--runner NAME" in run_here("serve", "--port", "0").err


@pytest.fixture
def served(store: str, say: Callable[..., Ran]) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A server with an account, as a process of its own that says what it is asked for."""
    assert say("add", "olga", "--role", "owner").code == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = "from fullstride.main import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", str(port), "--access-log"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        base = f"http://127.0.0.1:{port}"
        for _ in range(200):
            try:
                httpx.get(base + "/api/v1/me", timeout=5, trust_env=False)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield base, process
    finally:
        process.kill()
        process.wait()


def test_where_somebody_has_an_account_everybody_signs_in_and_the_log_tells_no_secret(
    served: tuple[str, subprocess.Popen[str]],
) -> None:
    base, process = served
    with httpx.Client(base_url=base, trust_env=False, timeout=20) as client:
        assert client.get("/api/v1/me").status_code == 401
        told = client.post("/api/v1/sessions?q=SECRET", json={"name": "olga", "password": PASSWORD})
        assert told.status_code == 200
        assert client.get("/api/v1/me").json()["name"] == "olga"
        token = client.cookies["fullstride"]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert "POST /api/v1/sessions 200" in err
    for secret in ("SECRET", PASSWORD, token, told.json()["csrf"]):
        assert secret not in out + err
    assert "Traceback" not in out + err


def test_the_program_asks_for_the_password_as_a_process_of_its_own(store: str) -> None:
    ran = run_program("user", "add", "ana", stdin=PASSWORD + "\n")
    assert (ran.code, ran.out) == (0, "ana can sign in.\n")
    assert "Nobody is owner yet" in ran.err
