"""The program: the commands of both faces, under one name."""

from fullstride.cli import main as terminal
from fullstride.web.commands.serve import serve

app, call = terminal.app, terminal.call
app.command()(serve)


def main() -> None:
    """The program `fullstride`."""
    terminal.main()
