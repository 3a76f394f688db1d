"""The program: the commands of both faces, under one name."""

from fullstride.cli import main as terminal
from fullstride.web.commands.serve import serve
from fullstride.web.commands.user import user

app, call = terminal.app, terminal.call
app.command()(serve)
app.add_typer(user, name="user")


def main() -> None:
    """The program `fullstride`."""
    terminal.main()
