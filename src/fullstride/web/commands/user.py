"""`fullstride user`: who may sign in at a server that others reach."""

import getpass
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fullstride.domain.accounts import LinkKind, Role, is_last_owner
from fullstride.domain.errors import BadUsage
from fullstride.web.settings import read_address

if TYPE_CHECKING:
    from fullstride.domain.accounts import Account
    from fullstride.store import Store
    from fullstride.web.accounts.links import Written

user = typer.Typer(
    help="Say who may sign in, invite somebody, and help those who forgot their password.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
Name = Annotated[str, typer.Argument(metavar="NAME", help="By what name they sign in.")]
Roles = Annotated[
    list[Role] | None, typer.Option("--role", help="What they are; runner where left out. Repeat for more.")
]
Runner = Annotated[str, typer.Option("--runner", metavar="NAME", help="Whose things are theirs.")]
Address = Annotated[
    str, typer.Option("--address", metavar="URL", help="Where the server is reached, for the whole link.")
]
Where = Annotated[
    str,
    typer.Option(
        "--store",
        metavar="WHERE",
        envvar="FULLSTRIDE_STORE",
        show_envvar=False,
        help="Where things are kept: a file, or a database's address.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
Ascii = Annotated[bool, typer.Option("--ascii", help="Plain characters only.")]


@user.callback()
def overview(context: typer.Context) -> None:
    """Say who may sign in, invite somebody, and help those who forgot their password."""
    if context.invoked_subcommand is None:
        raise BadUsage("Say what to do: fullstride user add, list, remove, invite or reset-link")


@user.command()
def add(
    name: Name,
    roles: Roles = None,
    runner: Runner = "",
    store: Where = "",
    as_json: Json = False,
    ascii_only: Ascii = False,
) -> int:
    """Make an account. The password is asked for, or read from stdin; it is never an argument."""
    import uuid

    from fullstride.domain.accounts import Account
    from fullstride.web.accounts.passwords import Passwords, refuse_weak
    from fullstride.workflows import clock

    wanted = dict.fromkeys(roles or [Role.RUNNER])
    shelf = (runner or name) if runner or Role.RUNNER in wanted else ""
    if shelf:
        wanted[Role.RUNNER] = None
    if "/" in name + shelf:
        raise BadUsage(f"{name}: a name that stands in addresses has no / in it")
    with _opened(store, create=True) as opened:
        _refuse_taken(opened, name)
        _refuse_alike(opened, name, shelf)
        password = _password()
        refuse_weak(password, name)
        account = Account(
            id=uuid.uuid4().hex,
            name=name,
            password_hash=Passwords().hash(password),
            roles=tuple(sorted(wanted)),
            created_at=clock.now(),
            runner=shelf,
        )
        if shelf:
            opened.add_runner(shelf)
        opened.accounts.add(account)
        has_owner = any(Role.OWNER in one.roles for one in opened.accounts.all())
    _say(lambda: _told(account), [f"{name} can sign in."], as_json=as_json, ascii_only=ascii_only)
    if not has_owner:
        typer.echo("Nobody is owner yet; fullstride user add NAME --role owner makes one.", err=True)
    return 0


@user.command("list")
def show(store: Where = "", as_json: Json = False, ascii_only: Ascii = False) -> int:
    """Show who has an account."""
    with _opened(store) as opened:
        there = opened.accounts.all()
    lines = [
        f"{one.name}: {', '.join(sorted(one.roles))}"
        + (f", runs as {one.runner}" if one.runner not in ("", one.name) else "")
        + (", kept out" if one.disabled_at else "")
        for one in there
    ]
    _say(
        lambda: {"accounts": [_told(one) for one in there]},
        lines or ["Nobody has an account yet; fullstride user add NAME --role owner makes the first."],
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return 0


@user.command()
def remove(name: Name, store: Where = "", as_json: Json = False, ascii_only: Ascii = False) -> int:
    """Remove an account and sign it out everywhere; what is kept for the runner stays."""
    with _opened(store) as opened:
        account = _named(opened, name)
        everybody = opened.accounts.all()
        if len(everybody) > 1 and is_last_owner(account, everybody):
            raise BadUsage(
                f"{account.name} is the only owner, and others have accounts; make another owner first: "
                "fullstride user invite --role owner"
            )
        opened.accounts.remove(account.id)
    stays = f"; what is kept for {account.runner} stays" if account.runner else ""
    _say(
        lambda: _told(account),
        [f"{account.name} can no longer sign in{stays}."],
        as_json=as_json,
        ascii_only=ascii_only,
    )
    return 0


@user.command("reset-link")
def reset_link(
    name: Name, address: Address = "", store: Where = "", as_json: Json = False, ascii_only: Ascii = False
) -> int:
    """Make a link by which somebody sets a new password; it works once, for a day."""
    from fullstride.web.accounts.links import write_link
    from fullstride.workflows import clock

    address = read_address(address)
    with _opened(store) as opened:
        account = _named(opened, name)
        written = write_link(opened.accounts, LinkKind.RESET, clock.now(), account=account.id)
    _say_link(written, address, as_json=as_json, ascii_only=ascii_only)
    return 0


@user.command()
def invite(
    role: Annotated[Role, typer.Option("--role", help="What they will be.")] = Role.RUNNER,
    runner: Runner = "",
    address: Address = "",
    store: Where = "",
    as_json: Json = False,
    ascii_only: Ascii = False,
) -> int:
    """Make a link by which somebody makes an account; it works once, for a week."""
    from fullstride.web.accounts.links import write_link
    from fullstride.workflows import clock

    address = read_address(address)
    with _opened(store) as opened:
        if runner and opened.accounts.of_runner(runner) is not None:
            raise BadUsage(f"{runner} has an account already; fullstride user reset-link helps them in")
        written = write_link(opened.accounts, LinkKind.INVITATION, clock.now(), role=role, runner=runner)
    _say_link(written, address, as_json=as_json, ascii_only=ascii_only)
    return 0


# ---- what they share -------------------------------------------------------------------------------


@contextmanager
def _opened(where: str, *, create: bool = False) -> "Iterator[Store]":
    from fullstride.store import open_store

    opened = open_store(where, create=create)
    try:
        yield opened
    finally:
        opened.close()


def _named(opened: "Store", name: str) -> "Account":
    account = opened.accounts.named(name)
    if account is None:
        raise BadUsage(f"Nobody signs in as {name}; fullstride user list shows who does")
    return account


def _refuse_taken(opened: "Store", name: str) -> None:
    if opened.accounts.named(name) is not None:
        raise BadUsage(f"{name} has an account already; fullstride user reset-link helps them in")


def _refuse_alike(opened: "Store", name: str, shelf: str) -> None:
    """What an invitation refuses too: names that nobody can tell apart, or that are no part of an address."""
    from fullstride.web.accounts.names import refuse_alike
    from fullstride.web.problems import Refusal

    accounts = opened.accounts.all()
    others = {
        *opened.runners(),
        *(one.name for one in accounts),
        *(one.runner for one in accounts if one.runner),
    }
    for told in dict.fromkeys((name, shelf) if shelf else (name,)):
        if not told.strip(" .") or not told.isprintable():
            raise BadUsage(f"{told!r}: a name that stands in addresses can be seen, and is more than dots")
        try:
            refuse_alike(told, others - {shelf})
        except Refusal as refused:
            raise BadUsage(f"{told}: {refused}") from None


def _password() -> str:
    """Asked for twice at a terminal, where nobody reads along; else the first line of stdin."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    first = getpass.getpass("Password: ")
    if getpass.getpass("The same again: ") != first:
        raise BadUsage("The two were not the same; nothing was changed")
    return first


def _told(account: "Account") -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "roles": sorted(account.roles),
        "runner": account.runner,
        "created_at": account.created_at.isoformat(),
        "disabled": account.disabled_at is not None,
    }


def _say_link(written: "Written", address: str, *, as_json: bool, ascii_only: bool) -> None:
    link = written.link
    until = link.expires_at.strftime("%Y-%m-%d %H:%M")
    _say(
        lambda: {
            "kind": link.kind.value,
            "link": address + written.path,
            "expires_at": link.expires_at.isoformat(),
        },
        [
            address + written.path,
            f"It works once, until {until}. Give it to nobody else."
            + ("" if address else " Put your server's address before it."),
        ],
        as_json=as_json,
        ascii_only=ascii_only,
    )


def _say(
    facts: Callable[[], dict[str, Any]], lines: Sequence[str], *, as_json: bool, ascii_only: bool
) -> None:
    text = json.dumps(facts(), indent=2, ensure_ascii=True) if as_json else "\n".join(lines)
    typer.echo(text.encode("ascii", "replace").decode() if ascii_only else text)
