"""Writes what the client takes from the program: colours, glyphs, icons and the API's contract.

`python app/made.py` writes them, `python app/made.py --check` says which are stale and exits 1.
"""

import json
import sys
from pathlib import Path

from fullstride.formats import look
from fullstride.formats.page_tokens import tokens
from fullstride.web.app import create_app
from fullstride.web.settings import Settings

APP = Path(__file__).resolve().parent
HEAD = "made by app/made.py from fullstride.formats.look"


def made() -> dict[str, str]:
    """Every made file by its name below app/."""
    contract = create_app(Settings(accounts=True)).openapi()
    return {
        "openapi.json": json.dumps(contract, indent=1, sort_keys=True) + "\n",
        "src/look/tokens.css": f"/* {HEAD} */\n{tokens()}",
        "src/look/look.ts": _look(),
    }


def _look() -> str:
    shapes = {name: glyph.svg for name, glyph in look.GLYPHS.items()}
    lines = {
        demand.value: {"px": line.height_px, "tone": line.tone, "dash": line.dash}
        for demand, line in look.LINES.items()
    }
    words = {demand.value: word for demand, word in look.DEMAND_WORDS.items()}
    parts = {
        "GLYPHS: Record<string, string>": shapes,
        "OTHER: string": look.OTHER.svg,
        "LINES: Record<string, { px: number; tone: string; dash: string }>": lines,
        "DEMAND_WORDS: Record<string, string>": words,
        "GRADE_WORDS: Record<string, string>": dict(look.GRADE_WORDS),
    }
    said = [f"export const {name} = {json.dumps(value, indent=2)};" for name, value in parts.items()]
    return "\n\n".join((f"// {HEAD}", *said)) + "\n"


def main() -> int:
    check = "--check" in sys.argv[1:]
    stale = [name for name, text in made().items() if _old(APP / name) != text]
    if check:
        for name in stale:
            print(f"app/{name} is stale; python app/made.py writes it again")
        return 1 if stale else 0
    for name, text in made().items():
        (APP / name).parent.mkdir(parents=True, exist_ok=True)
        (APP / name).write_text(text)
    return 0


def _old(path: Path) -> str:
    return path.read_text() if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main())
