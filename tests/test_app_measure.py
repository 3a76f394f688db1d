"""Recordings in the app: dropped by the archive, looked at closely, corrected, said what they show."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app_browser import Seen, context_on, seen_in, wait_until
from app_pages import PHONE
from app_server import AppServer, serving_app
from helpers import ROOT
from made_captures import zipped

RUN = ROOT / "examples" / "tuesday-run.fit"
MARKS = ROOT / "examples" / "squat-jumps-marked.csv"
_TCX = """<?xml version="1.0"?><TrainingCenterDatabase
 xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities><Activity Sport="Running">
<Id>{start}:00Z</Id><Lap StartTime="{start}:00Z"><TotalTimeSeconds>600</TotalTimeSeconds>
<DistanceMeters>1800</DistanceMeters><Track>{points}</Track></Lap></Activity></Activities>
</TrainingCenterDatabase>"""


def tcx(day: int) -> bytes:
    """An easy run of ten minutes."""
    start = f"2027-01-{day:02}T06:00"
    points = "".join(
        f"<Trackpoint><Time>2027-01-{day:02}T06:{second // 60:02}:{second % 60:02}Z</Time>"
        f"<DistanceMeters>{3 * second}</DistanceMeters></Trackpoint>"
        for second in range(600)
    )
    return _TCX.format(start=start, points=points).encode()


def _open(context: BrowserContext, server: AppServer) -> Seen:
    seen = seen_in(context, server)
    seen.page.goto(f"{server.url}/measure")
    expect(seen.page.locator(".row").first).to_be_visible()
    return seen


def _recording(context: BrowserContext, server: AppServer) -> Page:
    page = _open(context, server).page
    page.locator(".row", has_text="Too hard").first.click()
    expect(page.locator(".near canvas")).to_be_visible()
    return page


def _archive() -> bytes:
    """As watches' makers give them: a zip in a zip, among much that is no recording."""
    return zipped(
        {
            "export/readme.txt": b"hello",
            "export/photo.jpg": b"\xff\xd8",
            "export/UploadedFiles_1.zip": zipped({f"run-{day}.tcx": tcx(day) for day in range(4, 8)}),
            "export/broken.fit": b"not a fit file",
        }
    )


def test_an_archive_is_taken_apart_here_and_handed_in_once(
    laptop: BrowserContext, server: AppServer, tmp_path: Path
) -> None:
    page = _open(laptop, server).page
    archive = tmp_path / "archive.zip"
    archive.write_bytes(_archive())
    page.get_by_label("Choose files").set_input_files([archive, MARKS])
    expect(page.get_by_text("5 new recordings, 1 file not read.")).to_be_visible()
    expect(page.get_by_text("1 other file left aside")).to_have_count(0)
    expect(page.get_by_text("2 other files left aside")).to_be_visible()
    expect(page.get_by_text("export/broken.fit: ")).to_be_visible()
    expect(page.locator(".row")).to_have_count(6)
    page.get_by_label("Choose files").set_input_files([archive])
    expect(page.get_by_text("No new recording, 4 here before, 1 file not read.")).to_be_visible()
    expect(page.locator(".row")).to_have_count(6)


def test_a_folder_of_files_is_dropped_with_the_mouse(laptop: BrowserContext, server: AppServer) -> None:
    page = _open(laptop, server).page
    data = page.evaluate_handle(
        "(files) => { const data = new DataTransfer(); for (const [name, text] of files)"
        "data.items.add(new File([text], name)); return data; }",
        [[f"run-{day}.tcx", tcx(day).decode()] for day in (10, 11)],
    )
    page.dispatch_event(".zone", "dragover", {"dataTransfer": data})
    page.dispatch_event(".zone", "drop", {"dataTransfer": data})
    expect(page.get_by_text("2 new recordings.")).to_be_visible()


def test_handing_in_waits_for_the_server_and_can_be_paused_and_stopped(
    laptop: BrowserContext, server: AppServer, tmp_path: Path
) -> None:
    page = _open(laptop, server).page
    held: list[Route] = []
    laptop.route("**/recordings/*?name=*", lambda route: held.append(route))
    files = []
    for day in range(4, 10):
        files.append(tmp_path / f"run-{day}.tcx")
        files[-1].write_bytes(tcx(day))
    page.get_by_label("Choose files").set_input_files(files)
    expect(page.get_by_text("0 of 6 files read")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    wait_until(page, lambda: len(held) >= 2)
    assert len(held) == 2  # a few at a time
    for route in held:
        route.continue_()
    expect(page.get_by_text("2 of 6 files read")).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("4 files not handed in")).to_be_visible()


def test_the_verdict_is_said_the_run_is_drawn_and_the_table_has_its_errors(
    laptop: BrowserContext, server: AppServer
) -> None:
    page = _recording(laptop, server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Run, Tuesday 26 January")
    expect(page.locator(".verdict .said").first).to_have_text("Too hard for a relaxed stride: 2 of 6.")
    expect(page.locator(".verdict")).to_contain_text("Strides, 6 × 20\u2009s")
    table = page.get_by_role("region", name="Strides").get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(7)
    head = table.get_by_role("columnheader", name="best 3 s")
    expect(head).to_contain_text("±\u20090.16\u2009m/s")
    expect(table.get_by_role("row").nth(4)).to_contain_text("too hard")
    drawn = page.evaluate(
        "() => [...document.querySelectorAll('canvas')].map((one) => {"
        "const data = one.getContext('2d').getImageData(0, 0, one.width, one.height).data;"
        "return data.some((value) => value); })"
    )
    assert drawn == [True, True]
    before = page.get_by_role("img").get_attribute("aria-label")
    page.get_by_role("button", name="All of it").click()
    expect(page.get_by_role("img", name="Speed from 0:00 to 71:51, 9 efforts")).to_be_visible()
    page.get_by_role("button", name="Nearer").click()
    assert page.get_by_role("img").get_attribute("aria-label") != before


def _effort(page: Page, number: int) -> dict[str, Any]:
    sha = page.url.rsplit("/", 1)[-1]
    runner = page.request.get(f"{page.url.split('/measure')[0]}/api/v1/me").json()["runner"]
    answer = page.request.get(
        f"{page.url.split('/measure')[0]}/api/v1/runners/{runner}/recordings/{sha}"
    ).json()
    found: dict[str, Any] = answer["recordings"][0]["efforts"][number]
    return found


def test_an_effort_is_corrected_by_keys_and_taken_back(laptop: BrowserContext, server: AppServer) -> None:
    """The edges move by arrow keys, the correction is told as one, and what was found can be had again."""
    page = _recording(laptop, server)
    was = _effort(page, 3)
    page.get_by_role("button", name="Correct strides 1").click()
    edge = page.get_by_role("slider", name="Start of the effort")
    edge.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    page.get_by_label("What it was").select_option("strides")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("region", name="Strides")).to_contain_text("corrected by hand")
    now = _effort(page, 3)
    assert now["start_s"] == pytest.approx(was["start_s"] + 4, abs=0.11)
    assert now["found_by"] == "hand"
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("heading", name="Corrected by hand")).to_be_visible()
    expect(page.locator("aside li")).to_have_count(2)
    assert _effort(page, 3)["start_s"] == pytest.approx(was["start_s"], abs=0.11)


def test_an_edge_is_dragged_an_effort_removed_and_one_added(
    laptop: BrowserContext, server: AppServer
) -> None:
    page = _recording(laptop, server)
    was = _effort(page, 8)
    page.get_by_role("button", name="Correct strides 6").click()
    edge = page.get_by_role("slider", name="End of the effort")
    box = edge.bounding_box()
    assert box
    page.mouse.move(box["x"] + 3, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 43, box["y"] + box["height"] / 2, steps=4)
    page.mouse.up()
    assert float(edge.get_attribute("aria-valuenow") or 0) > was["end_s"] + 2
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("region", name="Strides")).to_contain_text("corrected by hand")

    page.get_by_role("button", name="Correct hill sprints 3").click()
    page.get_by_role("button", name="It was none").click()
    expect(page.get_by_role("region", name="Hill sprints").get_by_role("row")).to_have_count(3)

    page.get_by_role("button", name="All of it").click()
    page.get_by_role("button", name="Add an effort").click()
    page.get_by_label("Starts at").fill("40:00")
    page.get_by_label("Starts at").press("Tab")
    page.get_by_label("Ends at").fill("39:00")
    page.get_by_label("Ends at").press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("a second or more")
    page.get_by_label("Ends at").fill("40:12")
    page.get_by_label("Ends at").press("Tab")
    page.get_by_label("What it was").select_option("hill_sprints")
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("region", name="Hill sprints").get_by_role("row")).to_have_count(4)
    expect(page.locator("aside")).to_contain_text("was none")


def test_a_recording_is_said_to_show_another_session(laptop: BrowserContext, server: AppServer) -> None:
    page = _recording(laptop, server)
    shows = page.get_by_label("Shows the session")
    expect(shows).to_contain_text("Strides, 6 × 20\u2009s")
    shows.select_option("none")
    expect(shows.locator("option").first).to_have_text("None of ours")
    shows.select_option("2027w04-strides-1")
    expect(shows.locator("option").first).to_have_text("Strides, 6 × 20\u2009s")


def test_marks_of_a_video_are_shown_jump_by_jump(laptop: BrowserContext, server: AppServer) -> None:
    page = _open(laptop, server).page
    page.get_by_label("Choose files").set_input_files([MARKS])
    page.locator(".last a").click()
    expect(page.locator(".verdict")).to_contain_text("8 jumps counted")
    expect(page.locator(".verdict svg circle")).to_have_count(8)
    expect(page.locator(".verdict svg text", has_text="cm")).to_have_count(1)
    recording = page.url
    page.goto(f"{server.url}/settings/units")
    page.get_by_label("Yards and miles").check()
    expect(page.get_by_text("Kept.")).to_be_visible()
    page.goto(recording)
    expect(page.locator(".verdict")).to_contain_text(re.compile(r"by itself good to ±\s[\d.]+\sin"))
    heights = page.locator(".verdict svg text").all_text_contents()
    assert heights[-1].endswith("in") and all(float(one.removesuffix("in")) < 20 for one in heights)
    assert not re.search(r"\d\scm\b", page.locator(".verdict").inner_text())
    expect(page.get_by_role("region", name="Sets")).to_contain_text("height")


def test_marks_without_a_day_ask_for_it_in_place_and_another_day_can_be_said(
    laptop: BrowserContext, server: AppServer, tmp_path: Path
) -> None:
    page = _open(laptop, server).page
    undated = tmp_path / "marks.csv"
    undated.write_bytes(MARKS.read_bytes().replace(b"# date: 2027-01-29\n", b""))
    page.get_by_label("Choose files").set_input_files([undated])
    expect(page.get_by_role("region", name="marks.csv")).to_contain_text("counts in no trend")
    page.locator(".last a").click()
    keep = page.get_by_role("button", name="Keep the day")
    expect(keep).to_be_disabled()
    page.get_by_label("Which day was it?").fill("2027-01-28")
    keep.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Squat jumps, Thursday 28 January")
    page.get_by_role("button", name="This was another day").click()
    page.get_by_label("Which day was it?").fill("2027-01-26")
    keep.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Squat jumps, Tuesday 26 January")
    expect(page.get_by_label("Shows the session").locator("option")).not_to_have_count(1)


def test_on_a_phone_each_effort_is_whole_with_its_correction_in_reach(
    app_browser: Browser, server: AppServer
) -> None:
    with context_on(app_browser, PHONE) as context:
        page = _recording(context, server)
        table = page.get_by_role("region", name="Strides").get_by_role("table")
        expect(table.get_by_role("row")).to_have_count(7)
        fourth = table.get_by_role("row").nth(4)
        for word in ("too hard", "best 3 s", "of your max", "rest before", "grade"):
            expect(fourth.get_by_text(word, exact=True)).to_be_visible()
        for button in page.get_by_role("button", name="Correct ").all():
            box = button.bounding_box()
            assert box and box["x"] + box["width"] <= PHONE.width
        scroll = page.locator(".scroll").first
        assert scroll.evaluate("one => one.scrollWidth <= one.clientWidth")
        fourth.get_by_role("button", name="Correct strides 4").click()
        expect(page.get_by_role("slider", name="Start of the effort")).to_be_visible()


def test_a_list_of_years_says_the_year(laptop: BrowserContext, server: AppServer, tmp_path: Path) -> None:
    page = _open(laptop, server).page
    expect(page.get_by_role("heading", level=3)).to_have_count(0)
    old = tmp_path / "old.tcx"
    old.write_bytes(tcx(9).replace(b"2027-01", b"2018-09"))
    page.get_by_label("Choose files").set_input_files([old])
    expect(page.locator(".row").last).to_contain_text("Sunday 9 September 2018")
    assert page.get_by_role("heading", level=3).all_inner_texts() == ["2027", "2018"]


def test_a_file_that_is_too_large_says_so_at_once(laptop: BrowserContext, server: AppServer) -> None:
    page = _open(laptop, server).page
    page.evaluate(
        """() => { const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(80e6)], 'night.fit'));
        dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true })); }"""
    )
    expect(
        page.get_by_text("night.fit: 80\u2009MB; a file of more than 64\u2009MB is not taken")
    ).to_be_visible()


def test_an_empty_shelf_says_what_to_do(app_browser: Browser, client: Path, tmp_path: Path) -> None:
    with serving_app(tmp_path) as server, context_on(app_browser, PHONE) as context:
        page = seen_in(context, server).page
        page.goto(f"{server.url}/measure")
        expect(page.get_by_role("heading", name="Nothing was recorded yet")).to_be_visible()
