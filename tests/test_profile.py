"""The profile: every key optional, every unknown key refused, every refusal names file, key and reason."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.calendar import Demand
from fullstride.domain.errors import UnreadableInput
from fullstride.domain.evidence import Measured
from fullstride.domain.motion import Calibration, Jumping, Position
from fullstride.domain.runner import WEEKDAYS, Gates, Habit, Priority, Race, Runner
from fullstride.formats.profile import EVENTS, parse_profile, read_profile, with_calibration, write_profile
from fullstride.formats.quantities import race_distance_m

FULL = """
[runner]
event = "10k"
born = 1991
running_base_weeks = 30
plyometrics = "none"
strides = "some"
bounding_first = true
[[race]]
date = 2027-04-18
priority = "A"
distance = "half"
name = "Harbour half"
[[race]]
date = 2027-03-07
priority = "B"
distance = "15 km"
[week]
never = ["mon"]
empty = "easy"
template = { sun = "long", mon = "rest", tue = "hard" }
[places]
hill = true
gym = false
[wishes]
exercises = ["strides", "squat_jumps"]
pro_strides = true
openers = true
[treat]
"Club night" = "hard"
"Mittwochs: Lauftreff" = "easy"
[gates]
pregnant = false
soreness = 2
cleared = ["heart"]
"""


def read(text: str) -> Runner:
    return parse_profile(text, "runner.toml")


def test_every_key_of_the_profile_lands_where_it_belongs() -> None:
    assert read(FULL) == Runner(
        event="10k",
        born=1991,
        running_base_weeks=30,
        plyometrics=Habit.NONE,
        strides=Habit.SOME,
        bounding_first=True,
        races=(
            Race(date=dt.date(2027, 3, 7), priority=Priority.B, distance="15 km", distance_m=15_000),
            Race(date=dt.date(2027, 4, 18), distance="half", distance_m=21_097.5, name="Harbour half"),
        ),
        never=frozenset({"mon"}),
        empty=Demand.EASY,
        template={"mon": "rest", "tue": "hard", "sun": "long"},
        hill=True,
        gym=False,
        exercises=("strides", "squat_jumps"),
        pro_strides=True,
        openers=True,
        treat={"Club night": Demand.HARD, "Mittwochs: Lauftreff": Demand.EASY},
        gates=Gates(soreness=2, cleared=("heart",)),
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n", "[runner]\n[week]\n", "\ufeff[gates]\n"])
def test_an_empty_profile_is_a_runner_of_whom_nothing_is_known(text: str, tmp_path: Path) -> None:
    path = tmp_path / "runner.toml"
    path.write_text(text, encoding="utf-8")
    assert read_profile(path) == Runner()


@pytest.mark.parametrize(
    ("written", "metres"),
    [
        ("half", 21_097.5),
        ("Half Marathon", 21_097.5),
        ("marathon", 42_195),
        ("10k", 10_000),
        ("10 K", 10_000),
        ("15 km", 15_000),
        ("5 mile", 8046.7),
        ("50 miles", 80_467.2),
        ("800m", 800),
        ("1500 m", 1500),
        ("21,1 km", 21_100),
    ],
)
def test_race_distances_are_read_as_runners_write_them(written: str, metres: float) -> None:
    (race,) = read(f'[[race]]\ndate = 2027-04-18\ndistance = "{written}"\n').races
    assert race.distance_m == pytest.approx(metres) and race.distance == written


@pytest.mark.parametrize(("written", "event"), [("5K", "5k"), ("half marathon", "half"), ("1500 m", "1500m")])
def test_events_may_be_written_in_other_ways(written: str, event: str) -> None:
    assert read(f'[runner]\nevent = "{written}"\n').event == event


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("[runner]\nborrn = 1991", "runner.borrn", "did you mean born"),
        ("[runnr]\nborn = 1991", "runnr", "did you mean runner"),
        ("[races]\n", "races", "did you mean race"),
        ("[week]\nnevr = []", "week.nevr", "did you mean never"),
        ("[gates]\npregant = true", "gates.pregant", "did you mean pregnant"),
        ("[[race]]\ndate = 2027-04-18\ndistnace = '5k'", "race 1.distnace", "did you mean distance"),
        ("[wishes]\nzzz = 1", "wishes.zzz", "it can be exercises, pro_strides or openers"),
        ("[runner]\nborn = 1850", "runner.born", "from 1900 to 2099"),
        ("[runner]\nborn = true", "runner.born", "is true"),
        ("[runner]\nborn = '1991'", "runner.born", "'1991'"),
        ("[runner]\nrunning_base_weeks = -1", "runner.running_base_weeks", "from 0 to 2000"),
        ("[runner]\nplyometrics = 'lots'", "runner.plyometrics", "none, some or regular"),
        ("[measured]\ntop_speed_mps = 90", "measured.top_speed_mps", "from 2 to 12.5"),
        ("[measured]\ntop_speed_mps = nan", "measured.top_speed_mps", "is nan"),
        ("[measured]\ntop_speed_error_mps = 0.2", "measured.top_speed_error_mps", "not there"),
        ("[measured]\ntop_sped_mps = 7", "measured.top_sped_mps", "did you mean top_speed_mps"),
        ("[runner]\ntop_speed_mps = 7", "runner.top_speed_mps", "it stands under [measured]"),
        ("born = 1991", "born", "it stands under [runner]"),
        ("[runner]\nevent = 'ultra'", "runner.event", "800m, 1500m, 5k, 10k, half or marathon"),
        ("[week]\nnever = ['funday']", "week.never", "mon, tue, wed, thu, fri, sat or sun"),
        ("[week]\nnever = 'mon'", "week.never", "a list of names"),
        ("[week]\nempty = 'hard'", "week.empty", "rest or easy"),
        ("[week]\ntemplate = { mon = 1 }", "week.template.mon", "text in quotes"),
        ("[week]\ntemplate = { mon = 'rest', Monday = 'hard' }", "week.template", "mon twice"),
        ("[places]\nhill = 'yes'", "places.hill", "true or false"),
        ("[treat]\n'Club night' = 'hrad'", 'treat."Club night"', "rest, easy, medium, long, hard, race"),
        ("[gates]\nsoreness = 11", "gates.soreness", "from 0 to 10"),
        ("[gates]\ncleared = ['bone_pian']", "gates.cleared", "did you mean bone_pain"),
        ("[gates]\ncleared = ['zzz']", "gates.cleared", "it can be after_illness, back_from_injury"),
        ("[[race]]\npriority = 'A'", "race 1", "has no date"),
        ("[[race]]\ndate = 2027-04-18\npriority = 'C'", "race 1.priority", "A or B"),
        ("[[race]]\ndate = 'soon'", "race 1.date", "2027-04-18"),
        ("[[race]]\ndate = '2027-02-30'", "race 1.date", "does not exist"),
        ("[[race]]\ndate = 0001-01-01", "race 1.date", "in the year 1"),
        ("[[race]]\ndate = 2027-04-18\ndistance = 'far'", "race 1.distance", "half"),
        (
            "[[race]]\ndate = 2027-04-18\n[[race]]\ndate = 2027-04-18\ndistance = '5k'",
            "race 2",
            "two A-races",
        ),
        (
            "[[race]]\ndate = 2027-04-18\n[[race]]\ndate = 2027-04-12",
            "race",
            "A-races of 2027-04-12 and 2027-04-18, in one week",
        ),
        (
            "[[race]]\ndate = 2027-04-18\n[[race]]\ndate = 2027-04-18\npriority = 'B'",
            "race 2",
            "two different races",
        ),
        ("race = 3", "race", "[[race]]"),
        ("runner = []", "runner", "as a table"),
        ("[runner]\nborn = 1991\nborn = 1992", "the last line", "is not TOML here"),
        ("[runner\n", "line 1", "is not TOML here"),
        ("x = " + "[" * 5000, "", "nested deeper"),
        ("[runner]\nborn = " + "1" * 5000, "", "can't read"),
    ],
)
def test_a_wrong_profile_is_refused_with_key_and_reason(text: str, place: str, hint: str) -> None:
    with pytest.raises(UnreadableInput) as refusal:
        read(text)
    assert (refusal.value.file, refusal.value.place) == ("runner.toml", place)
    assert hint in refusal.value.reason and "\n" not in str(refusal.value)


def test_the_same_race_written_twice_is_one_race() -> None:
    assert len(read("[[race]]\ndate = 2027-04-18\n[[race]]\ndate = 2027-04-18\n").races) == 1
    assert len(read("[[race]]\ndate = 2027-04-18\n[[race]]\ndate = 2027-04-25\n").races) == 2


LINES = (
    st.text(
        st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zs", "Zl", "Zp", "Co", "Cn")),
        min_size=1,
        max_size=30,
    )
    .map(str.strip)
    .filter(lambda text: bool(text) and text.isprintable())
)
DISTANCES = st.sampled_from(["", "half", "marathon", "10k", "15 km", "5 mile", "800m"])


@st.composite
def races(draw: st.DrawFn) -> tuple[Race, ...]:
    dates = draw(st.lists(st.dates(dt.date(1980, 1, 1), dt.date(2100, 12, 31)), unique=True, max_size=4))
    made: list[Race] = []
    for date in sorted(dates):
        distance = draw(DISTANCES)
        crowded = any(one.priority is Priority.A and (date - one.date).days < 7 for one in made)
        made.append(
            Race(
                date=date,
                priority=Priority.B if crowded else draw(st.sampled_from(Priority)),
                distance=distance,
                distance_m=race_distance_m(distance) if distance else None,
                name=draw(st.just("") | LINES),
            )
        )
    return tuple(made)


FEW = st.none() | st.integers(0, 10)
GATES = st.builds(
    Gates,
    bone_pain=st.booleans(),
    tendon_pain=FEW,
    tendon_worse_next_morning=st.booleans(),
    sharp_pain=st.booleans(),
    other_pain=FEW,
    soreness=FEW,
    illness=st.booleans(),
    covid_days=st.none() | st.integers(0, 3650),
    symptom_free_days=st.none() | st.integers(0, 3650),
    pregnant=st.booleans(),
    months_postpartum=st.none() | st.integers(0, 240),
    missing_periods=st.booleans(),
    low_energy=st.booleans(),
    heart=st.booleans(),
    injured=st.booleans(),
    tired=st.booleans(),
    after_illness=st.booleans(),
    back_from_injury=st.booleans(),
    cleared=st.lists(st.sampled_from(["heart", "pregnant", "pregnancy"]), unique=True).map(tuple),
)
SECONDS = st.integers(0, 3000).map(lambda tenths: tenths / 10 / 1000)
CALIBRATIONS = st.builds(
    Calibration,
    position=st.sampled_from(Position),
    jumping=st.sampled_from(Jumping),
    offset_s=SECONDS,
    offset_error_s=SECONDS,
    flight_error_s=SECONDS,
    jumps=st.integers(1, 200),
    date=st.none() | st.dates(dt.date(1980, 1, 1), dt.date(2100, 12, 31)),
    device=st.just("") | LINES,
)
RUNNERS = st.builds(
    Runner,
    event=st.sampled_from(["", *EVENTS]),
    born=st.none() | st.integers(1900, 2099),
    running_base_weeks=st.none() | st.integers(0, 2000),
    plyometrics=st.none() | st.sampled_from(Habit),
    strides=st.none() | st.sampled_from(Habit),
    top_speed_mps=st.none() | st.builds(Measured, value=st.floats(2.0, 12.5), error=st.floats(0.0, 3.0)),
    races=races(),
    never=st.frozensets(st.sampled_from(WEEKDAYS)),
    empty=st.sampled_from([Demand.REST, Demand.EASY]),
    template=st.dictionaries(st.sampled_from(WEEKDAYS), LINES),
    hill=st.none() | st.booleans(),
    gym=st.none() | st.booleans(),
    exercises=st.none() | st.lists(LINES, unique=True, max_size=4).map(tuple),
    pro_strides=st.booleans(),
    openers=st.booleans(),
    bounding_first=st.booleans(),
    treat=st.dictionaries(LINES, st.sampled_from(Demand), max_size=4),
    gates=GATES,
    calibrations=st.lists(CALIBRATIONS, max_size=3).map(tuple),
)


@given(runner=RUNNERS)
def test_what_is_written_reads_back_as_the_same_runner(runner: Runner) -> None:
    assert read(write_profile(runner)) == runner


def test_a_fresh_profile_shows_every_question_as_a_comment() -> None:
    text = write_profile(Runner())
    for key in (
        "event",
        "born",
        "running_base_weeks",
        "plyometrics",
        "strides",
        "never",
        "hill",
        "exercises",
    ):
        assert f"# {key} = " in text
    assert "# [[race]]" in text and read(text) == Runner()


CALIBRATION = """
[[calibrations]]
position = "belt"
offset_ms = 68.4
offset_error_ms = 6
flight_error_ms = 11.8
jumps = 6
"""


def test_a_calibration_is_milliseconds_in_the_file_and_seconds_here() -> None:
    assert read(CALIBRATION).calibrations == (
        Calibration(
            position=Position.BELT,
            offset_s=68.4 / 1000,
            offset_error_s=0.006,
            flight_error_s=11.8 / 1000,
            jumps=6,
        ),
    )


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (CALIBRATION.replace('"belt"', '"hat"'), "calibrations 1.position"),
        (CALIBRATION + 'jumping = "high"', "one_by_one"),
        (CALIBRATION.replace("68.4", "684"), "from -300 to 300"),
        (CALIBRATION.replace("jumps = 6", "jumps = 0"), "calibrations 1.jumps"),
        (CALIBRATION.replace("offset_ms", "offset"), "did you mean offset_ms"),
        (CALIBRATION.replace("jumps = 6\n", ""), "fullstride calibrate"),
        (CALIBRATION.replace("[[", "[").replace("]]", "]") + "date = 3", "write a date as"),
        ("calibrations = 3", "[[calibrations]]"),
    ],
)
def test_a_calibration_that_makes_no_sense_names_its_key(text: str, word: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(text)
    assert word in str(caught.value)


@given(runner=RUNNERS, calibration=CALIBRATIONS)
def test_a_calibration_is_added_below_what_stands_there(runner: Runner, calibration: Calibration) -> None:
    text = write_profile(runner) + "# my own remark"
    longer = with_calibration(text, calibration)
    assert longer.startswith(text)
    assert read(longer).calibrations == (*runner.calibrations, calibration)
    assert read(with_calibration("", calibration)).calibrations == (calibration,)
