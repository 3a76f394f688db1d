"""Lives a season through on the command line and keeps a coach's notebook of it.

    python examples/live_a_season.py CALENDAR --race 2023-11-19 [--runs FOLDER] [--out out/season]

Every day the runner asks what is next, does it and says how it was; two days later how sore the legs are.
Recordings of the folder are handed in on their day. Not all goes well: see LIFE. Every Sunday, and whenever
something happened, `fullstride adapt` decides, and what it decided is written down. Everything is done by the
commands that a runner would type; the notebook holds them with their answers.
"""

import argparse
import datetime as dt
import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DAY = dt.timedelta(days=1)
MOST_CHANGES = 4  # told at a time
AS_USUAL = ("--done", "--hard", "6", "--form", "kept", "--pain", "none")
STOPPED = ("--partly", "--reps", "2", "--stopped-by", "stop.slower", "--form", "slipping", "--pain", "none")
AWAY, SHORT = ("away",), ("short",)
Sore = dict[dt.date, list[str]]  # sessions to ask about, by the day on which to ask

# What happens, by the day of the season counted from its first Monday: words for `fullstride log`.
# AWAY is a day of which nothing is done or said, SHORT one whose sessions a stop rule ends.
LIFE: dict[int, tuple[str, ...]] = {
    16: ("--sleep", "5"),
    24: ("--pain", "left achilles 3 tendon"),
    31: ("--pain", "left achilles 0 tendon"),
    **dict.fromkeys(range(44, 54), AWAY),
    **dict.fromkeys(range(57, 64), SHORT),
    72: ("--ill",),
    75: ("--well",),
    80: ("--soreness", "5"),
}


@dataclass(slots=True)
class Season:
    """The commands and what they answered."""

    store: Path
    notebook: list[str] = field(default_factory=list)

    def call(self, today: dt.date, *words: str, check: bool = True) -> str:
        """One command on one day; its answer."""
        place = os.environ | {"FULLSTRIDE_STORE": str(self.store), "FULLSTRIDE_TODAY": today.isoformat()}
        program = [sys.executable, "-c", "from fullstride.cli.main import main; main()", *words]
        done = subprocess.run(program, env=place, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if check and done.returncode not in (0, 1):
            sys.exit(f"{today} fullstride {' '.join(words)}\n{done.stderr}")
        return done.stdout

    def asks(self, today: dt.date, *words: str) -> dict[str, Any]:
        return json.loads(self.call(today, *words, "--json") or "{}")

    def write(self, line: str) -> None:
        print(line, flush=True)
        self.notebook.append(line)


def live(calendar: Path, race: dt.date, runs: Path | None, out: Path) -> None:
    """The whole season, day by day."""
    out.mkdir(parents=True, exist_ok=True)
    store = out / "store.sqlite"
    if store.exists():
        sys.exit(f"{store} is there already: a season is lived once; name another folder with --out")
    season = Season(store=store)
    recordings = _recordings(season, runs, race)
    plan = season.asks(race - 26 * 7 * DAY, "plan", "--calendar", str(calendar), "--race", race.isoformat())
    first = dt.date.fromisoformat(plan["first"])
    season.call(first, "plan", "--calendar", str(calendar), "--race", race.isoformat(), "--keep")
    season.write(f"# {plan['title']}\n\nLived from {first} with {calendar.name}.")
    sore: Sore = {}
    told: dict[str, str] = {}
    today = first
    while today < race:
        happens = LIFE.get((today - first).days, ())
        for file in recordings.get(today, []):
            season.write(f"\n**{today:%a} {today.day} {today:%b}** · {file.name}")
            season.write(season.call(today, "log", str(file)).strip())
        news = _live_a_day(season, today, happens, told, sore)
        if today.weekday() == 6 or news:
            _decide(season, today, told, news)
        today += DAY
    season.write("\n## What it came to\n")
    season.write(season.call(race, "trend"))
    (out / "notebook.md").write_text("\n".join(season.notebook) + "\n", encoding="utf-8")


def _recordings(season: Season, runs: Path | None, race: dt.date) -> dict[dt.date, list[Path]]:
    """Files by the day they were run."""
    found: dict[dt.date, list[Path]] = {}
    for one in season.asks(race, "measure", str(runs))["recordings"] if runs else ():
        if one["start"]:
            day = dt.datetime.fromisoformat(one["start"]).date()
            found.setdefault(day, []).append(Path(one["file"]))
    return found


def _live_a_day(
    season: Season, today: dt.date, happens: tuple[str, ...], told: dict[str, str], sore: Sore
) -> str:
    """Does what today asks, says how it was, and gives what is worth a decision before Sunday."""
    for session in sore.pop(today, []):
        season.call(today, "log", session, "--soreness-48h", "2")
    if happens and happens[0].startswith("--"):
        season.call(today, "log", today.isoformat(), *happens)
        _decide(season, today, told, " ".join(happens).replace("--", ""))
    news = ""
    for session in () if happens == AWAY else season.asks(today, "today")["sessions"]:
        if happens == SHORT:
            season.call(today, "log", session["id"], *STOPPED)
            news = f"{session['name'].lower()} stopped early"
        else:
            season.call(today, "log", session["id"], *AS_USUAL)
            sore.setdefault(today + 2 * DAY, []).append(session["id"])
    return news


def _decide(season: Season, today: dt.date, told: dict[str, str], news: str) -> None:
    """Adapts, and writes down what is new in what was decided."""
    answer = season.asks(today, "adapt", "--yes")
    fresh = [one for one in answer.get("decisions", []) if told.get(one["exercise"]) != one["say"]]
    told.update({one["exercise"]: one["say"] for one in fresh})
    if not fresh and not answer.get("changes"):
        return
    season.write(f"\n**{today:%a} {today.day} {today:%b}**" + (f" · {news}" if news else ""))
    for one in fresh:
        season.write(f"- {one['say']} [{one['because']['rule']}, {one['because']['grade']}]")
    for change in answer.get("changes", [])[:MOST_CHANGES]:
        was, now = change["was"] or change["now"], change["now"] or change["was"]
        to = f" to {now['date']}" if now["date"] != was["date"] else ""
        why = change["because"][0]["text"] if change["because"] else ""
        season.write(f"  - {change['kind']}: {change['exercise']} of {was['date']}{to}. {why}")
    if len(answer.get("changes", [])) > MOST_CHANGES:
        season.write(f"  - and {len(answer['changes']) - MOST_CHANGES} more")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("calendar", type=Path)
    parser.add_argument("--race", type=dt.date.fromisoformat, required=True)
    parser.add_argument("--runs", type=Path)
    parser.add_argument("--out", type=Path, default=Path("out/season"))
    given = parser.parse_args()
    live(given.calendar, given.race, given.runs, given.out)


if __name__ == "__main__":
    main()
