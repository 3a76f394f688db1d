"""A log or a video as a drawing: every jump and every run is on it, and no file can break it."""

import re
import struct
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullstride.domain.evidence import Evidence, Refused
from fullstride.formats import run_ink
from fullstride.formats.motion_plot import SLIM, WIDE, MotionPicture, draw_motion, draw_motion_plots
from fullstride.formats.motion_plot_runs import MOST_RUNS, contact_times_s
from fullstride.formats.plot_parts import Room
from fullstride.formats.png import write_png
from fullstride.formats.run_files import keep_plots
from fullstride.formats.run_plot import RunPicture
from fullstride.rules.load import load_book
from made_motion import (
    MADE,
    any_motion,
    bound_run,
    counted_bounds,
    empty_log,
    forty_sets,
    hand_held,
    hostile,
    judged_sets,
    jump_set,
    mixed_sets,
    refused_log,
    three_bounds,
    three_sets,
    timed_runs,
)
from made_runs import half_minute

BOOK = load_book()
SVG = "{http://www.w3.org/2000/svg}"


def drawing(evidence: Evidence) -> str:
    return draw_motion(MotionPicture(evidence=evidence, book=BOOK))


def texts(text: str) -> list[str]:
    found = ["".join(one.itertext()) for one in ET.fromstring(text).iter(f"{SVG}text")]
    return [one.replace("\u2009", " ") for one in found]


def dots(text: str, kind: str) -> int:
    return text.count(f'<circle class="{kind}"')


@pytest.mark.parametrize("make", MADE)
def test_every_drawing_is_sound_and_the_same_each_time(make: Callable[[], Evidence]) -> None:
    text = drawing(make())
    ET.fromstring(text)
    assert text == drawing(make())
    assert not re.search(r"\b(nan|inf)\b", text)


def test_each_jump_is_a_dot_and_each_set_has_its_mean_with_its_error() -> None:
    text = drawing(three_sets())
    assert dots(text, "fs-dot") + dots(text, "fs-after") == 43
    said = texts(text)
    assert said.count("27 ± 3 cm") == 2
    assert {"14 jumps", "15 jumps", "drop 19 ± 5 %", "2:04", "2:25", "1", "2", "3"} <= set(said)
    assert text.count('class="fs-soft"') == 3


def test_dots_behind_the_useful_part_are_hollow_and_it_is_said() -> None:
    text = drawing(three_sets())
    assert dots(text, "fs-after") == 5
    assert "useful to 9" in texts(text)
    assert any("Hollow dots came after the useful part" in one for one in texts(text))
    assert dots(drawing(mixed_sets()), "fs-after") == 0


def test_the_verdict_stands_before_the_numbers_and_the_plots() -> None:
    said = texts(drawing(judged_sets()))
    verdict = said.index("Three sets as planned; stop the third at 9 jumps next time.")
    assert verdict < next(n for n, one in enumerate(said) if one.startswith("Height 27"))
    assert verdict < said.index("14 jumps")


def test_a_set_without_heights_is_a_dashed_outline_with_its_count() -> None:
    text = drawing(hand_held())
    assert text.count('class="fs-refused"') == 3  # two sets, and the reason once
    assert {"12 jumps", "13 jumps", "Cannot be said yet: height"} <= set(texts(text))
    assert dots(text, "fs-dot") == 0


def test_a_jump_without_height_leaves_a_mark_at_the_foot() -> None:
    evidence = three_sets()
    assert evidence.motion is not None
    one = jump_set(9)
    one = replace(
        one, jumps=(*one.jumps[:3], replace(one.jumps[3], height_cm=None), *one.jumps[4:]), useful=None
    )
    text = drawing(replace(evidence, motion=replace(evidence.motion, sets=(one,))))
    assert dots(text, "fs-dot") == 8
    assert text.count('<path class="fs-box"') == 1


def test_each_bounding_run_is_a_line_with_a_tick_a_contact() -> None:
    text = drawing(three_bounds())
    ticks = [len(re.findall("v12", path)) for path in re.findall(r'class="fs-mean" d="([^"]*)"', text)]
    assert ticks == [18, 17, 18]
    said = texts(text)
    assert said.count("18 contacts") == 2
    assert "17.6 ± 0.3 per 30 m, 5.54 ± 0.08 m/s, 5.42 ± 0.06 s" in said
    assert any("so they stand evenly" in one for one in said)


def test_ticks_stand_where_the_contacts_were_where_that_is_known() -> None:
    times = (20.0, 20.3, 20.9, 21.0)
    run = bound_run(4, 20, 1.0, contacts_s=times)
    assert contact_times_s(run) == pytest.approx([0, 0.3, 0.9, 1.0])
    assert contact_times_s(replace(run, contacts_s=())) == pytest.approx([0, 1 / 3, 2 / 3, 1])
    said = texts(drawing(three_bounds(bounds=(run,))))
    assert not any("so they stand evenly" in one for one in said)


def test_a_run_from_cone_to_cone_has_its_time_with_its_error_at_its_end() -> None:
    said = texts(drawing(timed_runs()))
    assert "4.213 ± 0.006 s" in said
    assert "7.121 ± 0.014 m/s" in said


def test_every_set_is_in_the_table_below() -> None:
    said = texts(drawing(forty_sets()))
    assert "Squat jumps, 40 sets" in said
    assert {str(number) for number in range(1, 41)} <= set(said)


def test_what_finds_no_room_is_counted() -> None:
    slim = draw_motion_plots(MotionPicture(evidence=forty_sets(), book=BOOK), room=SLIM)
    said = " ".join(texts(slim))
    assert "17 more sets are counted, and not drawn." in said
    assert "A dot is the mean of up to 3 jumps, each good to ± 2 cm." in said
    many = three_bounds(bounds=tuple(bound_run(18, 200.0 * n, 5.4) for n in range(MOST_RUNS + 3)))
    assert "3 more runs are counted, and not drawn." in " ".join(texts(drawing(many)))


def test_nothing_found_and_nothing_refused_is_said() -> None:
    assert "Nothing was found that could be counted." in texts(drawing(empty_log()))
    assert "Nothing was found that could be counted." not in texts(drawing(refused_log()))
    assert "Cannot be said yet: jumps" in texts(drawing(refused_log()))


def test_many_refusals_are_drawn_as_far_as_there_is_room_and_the_rest_counted() -> None:
    refused = tuple(Refused(what=f"Thing {n}", why="it can't", instead="") for n in range(6))
    text = drawing(replace(counted_bounds(), refused=refused))
    assert text.count('class="fs-refused"') == 3
    assert "4 more things cannot be said yet." in texts(text)


@pytest.mark.parametrize("make", MADE)
def test_no_text_of_a_file_becomes_part_of_the_drawing(make: Callable[[], Evidence]) -> None:
    for text in (
        drawing(hostile(make())),
        draw_motion_plots(MotionPicture(evidence=hostile(make())), room=SLIM),
    ):
        if not text:
            continue
        root = ET.fromstring(text)
        assert not list(root.iter(f"{SVG}script"))
        assert not [one for one in root.iter() if any(name.startswith("on") for name in one.attrib)]


def test_a_page_without_plots_gets_no_picture() -> None:
    assert draw_motion_plots(MotionPicture(evidence=refused_log(), book=BOOK)) == ""


def test_colours_come_from_the_style_sheet_alone() -> None:
    for make in MADE:
        drawn = re.sub(r"<style>.*?</style>", "", drawing(make()))
        assert not re.search(r"#[0-9a-f]{3,8}\b|rgb\(|fill=\"(?!none|currentColor)", drawn)


def test_it_follows_the_readers_scheme_and_for_pixels_it_is_light() -> None:
    picture = MotionPicture(evidence=three_sets(), book=BOOK)
    assert "prefers-color-scheme:dark" in draw_motion(picture)
    assert "@media" not in draw_motion(picture, for_pixels=True)


def test_a_png_is_drawn_without_a_face_of_the_system() -> None:
    source = draw_motion(MotionPicture(evidence=timed_runs(), book=BOOK), for_pixels=True)
    made = write_png(source)
    assert made == write_png(source)
    assert struct.unpack(">I", made[16:20])[0] == 2 * run_ink.WIDTH
    assert len(made) > len(write_png(re.sub(r"<text.*?</text>", "", source))) + 2000


def test_runs_and_sets_are_kept_side_by_side_as_files(tmp_path: Path) -> None:
    evidence, trace = half_minute()
    pictures: list[RunPicture | MotionPicture] = [
        RunPicture(evidence=evidence, trace=trace, book=BOOK),
        MotionPicture(evidence=three_sets(), book=BOOK),
    ]
    written = keep_plots(pictures, tmp_path / "all.svg")
    assert [path.name for path in written] == ["all.svg", "all-2.svg"]
    assert "14 jumps" in texts(written[1].read_text(encoding="utf-8"))
    [png] = keep_plots(pictures[1:], tmp_path / "one.png")
    assert png.read_bytes().startswith(b"\x89PNG")


@settings(max_examples=60)
@given(any_motion(), st.sampled_from([WIDE, SLIM]))
def test_any_motion_can_be_drawn(evidence: Evidence, room: Room) -> None:
    for text in (drawing(evidence), draw_motion_plots(MotionPicture(evidence=evidence), room=room)):
        if not text:
            continue
        ET.fromstring(text)
        assert not re.search(r"\b(nan|inf)\b", text)
