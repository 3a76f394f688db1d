"""The lexicon is data: it is loaded strictly, made plain the same way, and looked up without a miss."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullstride.domain.errors import UnreadableInput
from fullstride.rules.lexicon import IN_TITLE, Lexicon, load, packaged

SMALL: Mapping[str, str] = {
    "normalise": "[[normalise]]\npattern = '×'\nneeds = ['×']\nreplace = 'x'\n",
    "cues": "[[cue]]\nsays = 'easy'\nweight = 4\nwords = ['easy']\nnote = 'easy running'\n",
    "own": "[[own]]\nexercise = 'strides'\nwords = ['strides']\ncontacts = 0\n",
    "settings": "[read]\ntitle_chars = 300\n",
}


def refused(table: str, text: str) -> str:
    with pytest.raises(UnreadableInput) as caught:
        load({**SMALL, table: text})
    return str(caught.value)


def test_a_small_lexicon_reads() -> None:
    hits, left = load(SMALL).hits("easy 5 km")
    assert [hit.words for hit in hits] == ["easy"]
    assert "5 km" in left and "easy" not in left


@pytest.mark.parametrize(
    ("table", "text", "says"),
    [
        ("cues", "[[cue]\n", "cues.toml: is not TOML"),
        ("cues", "[[cues]]\n", "cues.toml, cues: is not known here"),
        ("cues", "cue = 3\n", "cues.toml, cue: should be rows"),
        ("cues", SMALL["cues"].replace("easy'\nw", "brutal'\nw"), "row 1, says: should be one of"),
        ("cues", SMALL["cues"].replace("= 4", "= 5"), "row 1, weight: should be 1, 2, 3 or 4"),
        ("cues", SMALL["cues"].replace("= 4", "= true"), "row 1, weight: should be a whole number"),
        ("cues", SMALL["cues"].replace("weight = 4\n", ""), "row 1, weight: is missing"),
        ("cues", SMALL["cues"].replace("words = ['easy']", ""), "row 1, words: is missing"),
        ("cues", SMALL["cues"].replace("['easy']", "'easy'"), "row 1, words: should be a list of words"),
        ("cues", SMALL["cues"] + "where = 'margin'\n", "row 1, where: should be one of any, title, first"),
        ("cues", SMALL["cues"] + "colour = 'red'\n", "row 1, colour: is not a key of this table"),
        ("cues", SMALL["cues"] + "pattern = '('\n", "row 1, pattern: is not a regular expression"),
        ("cues", SMALL["cues"] + "pattern = 'a*'\n", "row 1, pattern: matches nothing at all"),
        ("cues", SMALL["cues"] + "needs = ['easy']\n", "row 1, needs: only helps a pattern"),
        ("normalise", SMALL["normalise"].replace("'x'\n", "'\\2'\n"), "row 1, replace: does not fit"),
        ("normalise", SMALL["normalise"] + "case = 1\n", "row 1, case: should be true or false"),
        ("own", SMALL["own"].replace("= 0", "= -1"), "own.toml, row 1, contacts: should be a whole number"),
        ("settings", "[read]\ntitle_chars = 'many'\n", "settings.toml, read.title_chars: should be a number"),
        ("settings", "read = 3\n", "settings.toml, read: should be a table of numbers"),
    ],
)
def test_a_wrong_table_is_refused_with_its_file_its_row_and_the_reason(
    table: str, text: str, says: str
) -> None:
    assert says in refused(table, text)


def test_a_missing_table_is_named() -> None:
    with pytest.raises(UnreadableInput, match=r"own\.toml: this table of the lexicon is missing"):
        load({name: text for name, text in SMALL.items() if name != "own"})


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("6 × 800 m @ 5k", "6x800 m @ 5 km"),
        ("V̇O₂max", "vo2max"),
        ("Tröskel, Straße", "threshold, strasse"),
        ("{8-9:13-14}", "8-9 mi"),
        ("6½ miles", "6.5 mi"),
        ("1h30", "1 h 30 min"),
        ("40′ + 6×20″", "40 min + 6x20 s"),
        ("8K - 15K", "8-15 km"),
        ("800s", "800 m repeats"),
        ("5 m run", "5 mi run"),
        ("ten-mile run", "10 mi run"),
        ("W03D2: easy", ": easy"),
    ],
)
def test_signs_codes_and_units_are_spelt_out(written: str, plain: str) -> None:
    assert packaged().plain(written, 300) == plain


def words_of(lexicon: Lexicon) -> list[str]:
    found = {word for cue in lexicon.cues for word in cue.finder.words}
    parts = {part for cue in lexicon.cues for part in (*cue.finder.parts, *cue.finder.starts)}
    return sorted(found | parts)


SOUP = st.lists(
    st.one_of(
        st.sampled_from(words_of(packaged())),
        st.sampled_from(
            ["6x", "800 m", "10 km", "5 mi", "@", "+", "(", ")", "30 s", "2 min", "95 %", "/", ","]
        ),
        st.text("abcdefgh 0123456789x@%()/+-.", max_size=6),
    ),
    max_size=9,
).map(" ".join)


@given(SOUP)
def test_looking_words_up_first_changes_no_answer(plain: str) -> None:
    lexicon = packaged()
    rest, found = plain, []
    for cue in lexicon.cues:
        taken = [match.group() for match in cue.finder.pattern.finditer(rest)]
        rest = cue.finder.pattern.sub(" · ", rest)
        found += [(cue, words.strip()) for words in taken if cue.says is not None or cue.appointment]
    hits, left = lexicon.hits(plain, IN_TITLE)
    assert [(hit.cue, hit.words) for hit in hits] == found
    assert left == rest


@given(SOUP.map(str.title) | SOUP | st.text(max_size=60))
def test_making_plain_with_every_row_gives_the_same(written: str) -> None:
    lexicon = packaged()
    folded = unicodedata.normalize("NFKD", written[:300])
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    for part, rows in enumerate(lexicon.normalisers):
        if part == 1:
            plain = plain.lower().replace("ß", "ss")
        for row in rows:
            plain = row.finder.pattern.sub(row.replace, plain)
    assert lexicon.plain(written, 300) == plain.strip()


@given(st.text())
def test_any_text_is_read_without_an_accident(text: str) -> None:
    lexicon = packaged()
    plain = lexicon.plain(text, 300)
    lexicon.hits(plain)
    lexicon.own_work(plain)
