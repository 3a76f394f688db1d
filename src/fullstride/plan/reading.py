"""Reading one calendar entry: what its words and its steps ask of the runner.

The words are tried first (`read_words`), in this order: the title, and then its description, which
only repetitions, paces and races may use to overrule a title that speaks. A structured workout is
read as structure. What stays open (a plain distance) is left to the week, or to `read_title`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from fullstride.domain.calendar import Demand, Entry, OwnWork, Step, Sure
from fullstride.plan.amounts import distance_m, duration_s
from fullstride.plan.steps import shape_of
from fullstride.rules.lexicon import IN_DESCRIPTION, UNDER_SPEAKING_TITLE, Hit, Lexicon

RANK = {
    demand: rank
    for rank, demand in enumerate(
        (
            Demand.REST,
            Demand.CROSS,
            Demand.STRENGTH,
            Demand.EASY,
            Demand.STRIDES,
            Demand.MEDIUM,
            Demand.UNKNOWN,
            Demand.LONG,
            Demand.HARD,
            Demand.RACE,
        )
    )
}
_DECIDES, _SPEAKS, _WEAK = 4, 2, 1
_BESIDE_EASY = ("strides", "hill_sprints")  # with one of these an easy day is a day of strides
_NOT_RUNNING = (Demand.CROSS, Demand.STRENGTH)
_OR = re.compile(r"\b(?:or|oder|ou|oppure|eller)\b|(?<=[a-z]) ?/ ?(?=[a-z])|\bo\b")
_TWO_RUNS = re.compile(r"\bpm\b|\bdouble|\btwice\b|\b2 ?x\b|\bx ?2\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3}")
_NO_WORDS = "nothing here says what the day asks"
_SPORTS = {
    Demand.CROSS: (
        "bike",
        "cycl",
        "ride",
        "swim",
        "row",
        "walk",
        "hik",
        "ski",
        "yoga",
        "ellip",
        "cross",
        "other",
    ),
    Demand.STRENGTH: ("strength", "weight", "gym", "hiit"),
    Demand.REST: ("rest", "day off", "off"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an entry asks, before its week is known.

    `plain` marks a run with nothing but a distance, a duration or the word "run": `demand` is then
    UNKNOWN until a week, or a rule for titles that stand alone, settles it; `unexplained` that there are
    other words, which may well be the name of a race. `says_training` is False for an entry that may not
    be training at all, and `appointment` True for one that surely is not.
    """

    demand: Demand
    why: str
    sure: Sure
    own: tuple[OwnWork, ...] = ()
    alternatives: tuple[Demand, ...] = ()
    distance_m: float | None = None
    duration_s: float | None = None
    plain: bool = False
    unexplained: bool = False
    says_training: bool = True
    appointment: bool = False


def read_title(title: str, lexicon: Lexicon, description: str = "") -> Reading:
    """One title that stands alone, with no week and no runner to compare with."""
    return settle_alone(_far_is_long(read_words(title, description, lexicon), title, lexicon), lexicon)


def settle_alone(reading: Reading, lexicon: Lexicon) -> Reading:
    """A plain run where nothing is known of the week: short is easy, very long is long."""
    far, long = reading.distance_m, reading.duration_s
    size, unit = (far, "m") if far is not None else (long, "s")
    if size is None:
        return reading
    limits, how = lexicon.settings["alone"], amount_text(far, long)
    if reading.demand is Demand.LONG and size < limits[f"short_long_{unit}"]:
        why = f"called long, but {how} is no more than an easy run"
        return replace(reading, demand=Demand.EASY, why=why, sure=Sure.LIKELY)
    if reading.plain and size >= limits[f"long_from_{unit}"]:
        return replace(reading, demand=Demand.LONG, why=f"{how} is long for any week", sure=Sure.GUESS)
    if reading.plain and size >= limits[f"medium_from_{unit}"]:
        return replace(reading, demand=Demand.MEDIUM, why=f"{how} is more than easy", sure=Sure.GUESS)
    if reading.plain and not reading.unexplained and size <= limits[f"easy_to_{unit}"]:
        return replace(reading, demand=Demand.EASY, why=f"{how} and no word of effort", sure=Sure.GUESS)
    return reading


def read_entry(entry: Entry, lexicon: Lexicon) -> Reading:
    """A calendar entry with all it carries: words, the source's sport and type, steps, amounts."""
    reading = read_words(entry.title, entry.description, lexicon, entry.kind)
    if entry.steps:
        reading = _with_steps(reading, entry.steps, lexicon)
    sport = next((d for d, words in _SPORTS.items() if entry.sport.startswith(words)), None)
    if sport is not None and reading.demand not in (sport, Demand.RACE):
        why = f"the calendar files it under {entry.sport}"
        reading = replace(reading, demand=sport, why=why, sure=Sure.CLEAR, plain=False)
    known = entry.distance_m is not None or entry.duration_s is not None
    reading = replace(
        reading,
        distance_m=entry.distance_m if entry.distance_m is not None else reading.distance_m,
        duration_s=entry.duration_s if entry.duration_s is not None else reading.duration_s,
        says_training=reading.says_training or bool(entry.sport) or (known and not reading.appointment),
        appointment=reading.appointment and not entry.sport,
    )
    if reading.appointment:
        return reading
    if reading.demand is Demand.UNKNOWN and (known or reading.plain):
        return replace(reading, plain=True)
    return _far_is_long(reading, entry.title, lexicon)


def _with_steps(reading: Reading, steps: tuple[Step, ...], lexicon: Lexicon) -> Reading:
    """A structured workout. Its words still count: the more demanding of the two is taken."""
    shape = shape_of(steps, lambda words: read_words(words, "", lexicon).demand, lexicon.settings["steps"])
    reading = replace(
        reading,
        distance_m=reading.distance_m or shape.distance_m,
        duration_s=reading.duration_s or shape.duration_s,
        own=reading.own or shape.own,
        says_training=True,
        appointment=False,
    )
    known = reading.demand is not Demand.UNKNOWN
    if shape.demand is None or (known and RANK[shape.demand] <= RANK[reading.demand]):
        return reading
    return replace(reading, demand=shape.demand, why=shape.why, sure=Sure.CLEAR, plain=False)


def _far_is_long(reading: Reading, title: str, lexicon: Lexicon) -> Reading:
    """An easy run of 26 km is a long run, whatever it is called; two runs on a day are not."""
    if reading.demand not in (Demand.EASY, Demand.STRIDES) or _TWO_RUNS.search(title[:300]):
        return reading
    limits = lexicon.settings["alone"]
    far, long = reading.distance_m, reading.duration_s
    size, unit = (far, "m") if far is not None else (long or 0, "s")
    how = amount_text(far, long)
    for demand, name in ((Demand.LONG, "long"), (Demand.MEDIUM, "medium-long")):
        if size >= limits[f"easy_is_{demand.value}_from_{unit}"]:
            why = f"{reading.why}, but {how} is a {name} run"
            return replace(reading, demand=demand, why=why, sure=Sure.LIKELY)
    return reading


@lru_cache(maxsize=65536)
def read_words(title: str, description: str, lexicon: Lexicon, kind: str = "") -> Reading:
    """What a title, its description and the source's own type say, by the lexicon."""
    limits = lexicon.settings["read"]
    plain = lexicon.plain(title, int(limits["title_chars"]))
    choice = _alternatives(plain, lexicon)
    if choice.taken is Demand.REST:
        return Reading(
            demand=Demand.REST,
            why="rest is named first, so it counts as rest",
            sure=Sure.CLEAR,
            alternatives=choice.others,
        )
    hits, left = lexicon.hits(choice.text)
    if kind:
        hits += lexicon.hits(lexicon.plain(kind, int(limits["title_chars"])))[0]
    told = lexicon.plain(description, int(limits["description_chars"])) if description else ""
    hits += _told(told, hits, lexicon)
    far = distance_m(plain) or distance_m(told)
    # beside a distance, minutes are those of a part of the run: "8 mi with 20 min at threshold pace"
    long = None if far else duration_s(plain) or duration_s(told)
    said = [hit.cue.weight for hit in hits if hit.cue.appointment]
    hits = [hit for hit in hits if not hit.cue.appointment]
    surely = _DECIDES in said
    appointment = surely or (bool(said) and not hits and far is None)
    if surely:
        hits = []
    reading = Reading(
        demand=Demand.UNKNOWN,
        why=_NO_WORDS,
        sure=Sure.NONE,
        own=_own(plain, told, lexicon),
        distance_m=far,
        duration_s=long,
        says_training=bool(hits or far or long) and not appointment,
        appointment=appointment,
    )
    decided = _decide(hits)
    if decided is None:
        warned = any(hit.cue.says is Demand.UNKNOWN for hit in hits)
        unexplained = warned or _WORD.search(left) is not None
        return replace(reading, plain=reading.says_training, unexplained=unexplained)
    if choice.taken is not None:
        named = " or ".join(demand.value for demand in (choice.taken, *choice.others))
        return replace(
            reading,
            demand=max(decided.cue.says or Demand.UNKNOWN, choice.taken, key=RANK.__getitem__),
            why=f"{named}: planned for the more demanding, {choice.taken.value}",
            sure=Sure.CLEAR,
            alternatives=choice.others,
        )
    demand = decided.cue.says or Demand.UNKNOWN
    if demand is Demand.EASY and any(work.exercise in _BESIDE_EASY for work in reading.own):
        demand = Demand.STRIDES
    return replace(
        reading,
        demand=demand,
        why=f"“{_original(title, description, decided.words)}” means {decided.cue.note}",
        sure=Sure.CLEAR if decided.cue.weight == _DECIDES else Sure.LIKELY,
    )


def _told(told: str, titled: list[Hit], lexicon: Lexicon) -> list[Hit]:
    """What the description adds: all it says under a silent title, under another what decides alone."""
    if not told:
        return []
    if not any(hit.cue.weight >= _SPEAKS for hit in titled):
        return lexicon.hits(told, IN_DESCRIPTION)[0]
    return [hit for hit in lexicon.hits(told, UNDER_SPEAKING_TITLE)[0] if hit.cue.weight == _DECIDES]


def _decide(hits: list[Hit]) -> Hit | None:
    """Weight 4 decides alone, then 2 and 3; the highest demand within a level. None: only weak words."""
    for least in (_DECIDES, _SPEAKS):
        level = [hit for hit in hits if hit.cue.weight >= least]
        if not level:
            continue
        best = max(level, key=lambda hit: RANK[hit.cue.says or Demand.REST])
        if best.cue.says in _NOT_RUNNING:
            runs = [hit for hit in hits if hit.cue.says is Demand.EASY]
            return runs[0] if runs else best
        return best
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    """What "A or B" leaves: the text to read on, and the demands where every part speaks for itself."""

    text: str
    taken: Demand | None = None
    others: tuple[Demand, ...] = ()


def _alternatives(plain: str, lexicon: Lexicon) -> _Choice:
    """Rest counts where it is named first, and not where it is named last; else the more demanding."""
    parts = [part.strip() for part in _OR.split(plain) if part.strip()]
    if len(parts) < 2:
        return _Choice(text=plain)
    said = [_says(part, lexicon) for part in parts]
    if said[0] is Demand.REST:
        others = (demand for demand in said[1:] if demand not in (None, Demand.REST))
        return _Choice(text=plain, taken=Demand.REST, others=tuple(d for d in dict.fromkeys(others) if d))
    text = " or ".join(part for part, demand in zip(parts, said, strict=True) if demand is not Demand.REST)
    demands = tuple(dict.fromkeys(demand for demand in said if demand is not None))
    if None in said or len(demands) < 2:
        return _Choice(text=text)
    taken = max(demands, key=RANK.__getitem__)
    return _Choice(text=text, taken=taken, others=tuple(d for d in demands if d is not taken))


def _says(part: str, lexicon: Lexicon) -> Demand | None:
    best = _decide(lexicon.hits(part)[0])
    return best.cue.says if best is not None else None


def _own(plain: str, told: str, lexicon: Lexicon) -> tuple[OwnWork, ...]:
    named = lexicon.own_work(plain)
    if not told:
        return named
    known = {work.exercise for work in named}
    return named + tuple(work for work in lexicon.own_work(told) if work.exercise not in known)


def amount_text(far_m: float | None, long_s: float | None) -> str:
    """ "12 km" or "45 min", for a sentence."""
    if far_m is not None:
        return f"{far_m / 1000:.1f}".removesuffix(".0") + " km"
    if long_s is not None:
        return f"{long_s / 60:.0f} min"
    return "a run"


def _original(title: str, description: str, words: str) -> str:
    """The words as the runner wrote them, where they can be found again; else the title."""
    if (start := title.lower().find(words)) >= 0:
        return title[start : start + len(words)]
    tokens = re.findall(r"\d+|[a-z]+", words)[:12]
    if tokens:
        wanted = re.compile(r"\W{0,3}".join(re.escape(token) for token in tokens))
        for text in (title[:300], description[:1500]):
            folded, places = _fold(text)
            match = wanted.search(folded)
            if match:
                return " ".join(text[places[match.start()] : places[match.end() - 1] + 1].split())
    return " ".join(title[:60].split())


def _fold(text: str) -> tuple[str, list[int]]:
    folded: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        for part in unicodedata.normalize("NFKD", char).replace("×", "x").lower():
            if not unicodedata.combining(part):
                folded.append(part)
                places.append(place)
    return "".join(folded), places
