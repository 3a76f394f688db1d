"""The rule book holds what the prescriptions ask, is read strictly, and takes a coach's own file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.domain.session import Grade
from fullstride.rules.dose import read_dose, say_dose
from fullstride.rules.load import OwnBook, load_book

EIGHT = {
    "strides",
    "squat_jumps",
    "bounding",
    "hill_bounding",
    "hill_sprints",
    "flat_sprints",
    "dynamic_strength",
    "circuit",
}


def own(text: str) -> list[OwnBook]:
    return [OwnBook(name="my.toml", text=text)]


def test_all_eight_exercises_are_there_with_cues_and_faults() -> None:
    book = load_book()
    assert set(book.exercises) == EIGHT
    for exercise in book.exercises.values():
        assert 1 <= len(exercise.cues) <= 3
        assert exercise.faults


def test_every_rule_has_an_id_a_sentence_and_a_source() -> None:
    rules = list(load_book().rules())
    assert len({rule.id for rule in rules}) == len(rules) > 150
    for rule in rules:
        assert rule.text.endswith("."), rule.id
        assert rule.source
        said = rule.reason().text
        assert "{" not in said and "…" not in said, (rule.id, said)


def test_what_is_graded_a_names_the_article() -> None:
    for rule in load_book().rules():
        if rule.grade is Grade.ARTICLE:
            assert "article" in rule.source.lower(), rule.id


def test_what_is_our_default_never_names_a_trial_alone() -> None:
    for rule in load_book().rules():
        if rule.grade is Grade.DEFAULT:
            named = "default" in rule.source.lower() or "article" in rule.source.lower()
            assert named or rule.id.startswith(("days.never",)), rule.id


def test_every_statement_of_the_article_is_answered_by_rules_that_exist() -> None:
    book = load_book()
    assert [says.id for says in book.says] == [f"M{number}" for number in range(1, 15)]
    for says in book.says:
        for rule in says.rules:
            assert book.rule(rule) is not None, rule


@pytest.mark.parametrize(
    ("exercise", "start", "ceiling", "spacing", "days_before_race"),
    [
        ("strides", "4 × 20 s", "6 × 20 s", 1, 1),
        ("squat_jumps", "3 × 15 s", "3 × 30 s", 2, 10),
        ("bounding", "3 × 30 m", "5 × 30 m", 2, 10),
        ("hill_bounding", "2 × 20 m", "5 × 30 m", 2, 10),
        ("hill_sprints", "2 × 8 s at 6 %", "10 × 12 s at 10 %", 2, 5),
        ("flat_sprints", "3 × 30 m build-up at 90 %", "4 × 30 m flying", 3, 6),
        ("dynamic_strength", "2 × 8", "2 × 8", 2, 10),
        ("circuit", "4 × 15 s", "8 × 15 s", 2, 10),
    ],
)
def test_the_numbers_of_the_table(
    exercise: str, start: str, ceiling: str, spacing: int, days_before_race: int
) -> None:
    known = load_book().exercises[exercise]

    def said(text: str) -> str:
        return say_dose(read_dose(text, part=known.part)).replace("\u2009", " ")

    assert said(known.start.dose) == start
    assert said(known.ceiling.dose) == ceiling
    assert known.spacing.days == spacing
    assert known.race.days == days_before_race


def test_a_coach_changes_a_number_and_is_named_as_its_source() -> None:
    rule = load_book(own("[exercise.bounding.spacing]\ndays = 3\n")).exercises["bounding"].spacing
    assert (rule.days, rule.grade) == (3, Grade.DEFAULT)
    assert "my.toml" in rule.source
    assert load_book().exercises["bounding"].spacing.days == 2, "the packaged book is untouched"


def test_a_coach_adds_an_exercise_like_another() -> None:
    text = '[exercise.pogo_hops]\nlike = "squat_jumps"\nname = "Pogo hops"\n'
    text += 'ladder = ["3 x 10 s", "3 x 15 s"]\n'
    text += '[exercise.pogo_hops.start]\ndose = "3 x 10 s"\nlevel_0 = ""\n'
    text += '[exercise.pogo_hops.ceiling]\ndose = "3 x 15 s"\n'
    book = load_book(own(text))
    assert book.exercises["pogo_hops"].name == "Pogo hops"
    assert book.rule("pogo_hops.start") is not None


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("x = ", "TOML"),
        ("[sprints]\na = 1\n", "sprints"),
        ("[exercise.strides]\nspeed = 3\n", "exercise.strides"),
        ("[exercise.strides.spacing]\ndays = 'two'\n", "exercise.strides.spacing.days"),
        ("[exercise.strides.spacing]\ndays = 0\n", "spacing"),
        ("[exercise.strides]\nladder = ['fast']\n", "exercise.strides.ladder"),
        ("[exercise.strides.start]\ndose = '9 x 99 s'\n", "exercise.strides.start.dose"),
        ("[exercise.hops]\nname = 'Hops'\n", "exercise.hops.like"),
        ("[exercise]\nstrides = 3\n", "exercise.strides"),
        ("exercise = 3\n", "exercise"),
        ("[exercise.strides.weekly]\nbase = [5, 2]\n", "weekly"),
        ("[light]\nsets_share = 0\n", "light"),
        ("[exercise.strides]\ncues = ['a', 'b', 'c', 'd']\n", "cues"),
        ("[exercise.strides.day]\non = ['someday']\n", "exercise.strides.day"),
        ("[rest.all_out]\nk = inf\nfloor_s = 'x'\n", "rest.all_out"),
        ("says = []\n", "says"),
        ("[exercise.bounding.rest]\nfloor_s = -1\n", "exercise.bounding.rest.floor_s: is -1"),
        ("[light]\nevery_weeks = 0\n", "light.every_weeks: is 0"),
        ("[light]\nshare = 1.5\n", "light.share: is 1.5; 1 is the most"),
        ("[total.maximal_days]\nmost = -3\n", "total.maximal_days.most: is -3"),
        ("[growth.session]\nratio = nan\n", "growth.session.ratio: is nan"),
        ("[growth.session]\nratio = inf\n", "growth.session.ratio: is inf"),
        ("[growth.gate]\nclean = 0\n", "growth.gate.clean: is 0"),
        ("[contacts]\ndays = 0\n", "contacts.days: is 0"),
        ("[contacts]\nbeginner = [-1, 60]\n", "contacts.beginner.1: is -1"),
        ("[exercise.bounding.race]\ndays = 4000000\n", "exercise.bounding.race.days: is 4000000"),
        ("[growth.session]\nratio = " + "1" * 400, "growth.session.ratio"),
        ("[light]\nevery_weeks = " + "1" * 400, "light.every_weeks"),
        ("[light]\nevery_weeks = " + "1" * 5000, "holds a number or date that TOML can't read"),
        ("[light]\nevery_weeks = 2027-02-30\n", "line 2"),
    ],
)
def test_a_wrong_book_is_refused_with_file_key_and_reason(text: str, key: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        load_book(own(text))
    assert str(caught.value).startswith("my.toml")
    assert key in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=300))
def test_any_text_is_a_book_or_one_sentence(text: str) -> None:
    try:
        load_book(own(text))
    except UnreadableInput as error:
        assert str(error).startswith("my.toml")
