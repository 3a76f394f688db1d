"""Frames of a clip, marked by hand in the app: the clip stays where it is; numbers come with their error."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from app_browser import Seen, context_on, seen_in
from app_pages import PHONE, SCREENS, Screen
from app_server import AppServer, serving_app
from made_clip import clip

# Three jumps of 108 frames in the air at 240 frames a second: 0.45 s, so 24.8 cm.
FLIGHTS = [(60, 168), (300, 408), (540, 648)]
COUNT = 720


@pytest.fixture(scope="module")
def film(app_browser: Browser, client: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clip, made once."""
    folder = tmp_path_factory.mktemp("film")
    file = folder / "jumps.webm"
    with serving_app(folder / "server") as server, context_on(app_browser, PHONE) as context:
        page = context.new_page()
        page.goto(server.url)
        file.write_bytes(clip(page, COUNT, FLIGHTS))
    return file


def _open(context: BrowserContext, server: AppServer, film: Path, query: str = "") -> Seen:
    seen = seen_in(context, server)
    seen.page.goto(f"{server.url}/video{query}")
    seen.page.get_by_label("Open a clip").set_input_files(film)
    expect(seen.page.get_by_text(f"Frame 0 of {COUNT}")).to_be_visible()
    return seen


def _go(page: Page, frame: int) -> None:
    slider = page.get_by_role("slider", name="Where in the clip")
    slider.evaluate(
        "(slider, frame) => { slider.value = frame;"
        "slider.dispatchEvent(new Event('input', { bubbles: true })); }",
        frame,
    )
    expect(page.get_by_text(f"Frame {frame} of {COUNT}")).to_be_visible()


def _mark_all(page: Page) -> None:
    for off, on in FLIGHTS:
        _go(page, off)
        page.get_by_role("button", name="Take-off", exact=True).click()
        _go(page, on)
        page.get_by_role("button", name="Landing", exact=True).click()


def test_jumps_are_marked_and_measured_with_their_error(
    phone: BrowserContext, server: AppServer, film: Path
) -> None:
    """The file says 30 and the camera took 240; nobody is told a height before that is said."""
    sent: list[str] = []
    phone.on("request", lambda asked: sent.append(f"{asked.method} {asked.url}"))
    seen = _open(phone, server, film)
    page = seen.page
    expect(page.get_by_text("The file says 30 frames a second.")).to_be_visible()
    expect(page.locator(".keys")).to_be_hidden()
    _mark_all(page)
    expect(page.get_by_text("Say how many frames a second the camera took")).to_be_visible()
    expect(page.get_by_role("button", name="Measure", exact=True)).to_be_disabled()
    page.get_by_role("radio", name="240").check()
    preview = page.locator(".refusal", has_text="Preview")
    expect(preview).to_contain_text("3 jumps, 24.8\u2009±\u20090.5\u2009cm high")
    expect(preview).to_contain_text("450\u2009±\u20096\u2009ms in the air")
    page.get_by_role("button", name="Measure", exact=True).click()
    result = page.locator(".result")
    expect(result).to_contain_text("3 jumps counted")
    expect(result).to_contain_text("24.8\u2009±\u20090.5\u2009cm")
    bodies = [one for one in sent if not one.startswith("GET")]
    assert len(bodies) == 1
    assert "/marks/" in bodies[0]
    assert seen.troubles == []


def test_the_frame_that_is_shown_is_the_frame_that_is_named(
    phone: BrowserContext, server: AppServer, film: Path
) -> None:
    """By the picture itself: the square is off the floor from the first frame without contact on."""
    page = _open(phone, server, film).page
    grip = page.locator("section.region")

    def is_up() -> bool:
        return bool(
            page.evaluate(
                "() => { const pen = new OffscreenCanvas(160, 120).getContext('2d');"
                "pen.drawImage(document.querySelector('video'), 0, 0, 160, 120);"
                "const [red, , blue] = pen.getImageData(75, 50, 1, 1).data; return red - blue > 60; }"
            )
        )

    _go(page, FLIGHTS[0][0] - 1)
    assert not is_up()
    grip.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text(f"Frame {FLIGHTS[0][0]} of")).to_be_visible()
    assert is_up()
    page.keyboard.press("t")
    expect(page.get_by_role("status").filter(has_text="Take-off in frame 60")).to_be_visible()
    page.keyboard.press("PageDown")
    page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name="+1 frame", exact=True).click()
    expect(page.get_by_text("Frame 96 of")).to_be_visible()
    page.keyboard.press("l")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("button", name="Show it: Landing in frame 96")).to_have_count(0)
    expect(page.get_by_role("button", name="Show it: Take-off in frame 60")).to_be_visible()


def test_without_a_server_there_is_a_preview_and_nothing_is_lost(
    phone: BrowserContext, server: AppServer, film: Path
) -> None:
    page = _open(phone, server, film).page
    phone.set_offline(True)
    page.get_by_role("radio", name="240").check()
    _mark_all(page)
    expect(page.locator(".refusal", has_text="Preview")).to_contain_text("3 jumps")
    page.get_by_role("button", name="Measure", exact=True).click()
    expect(page.get_by_role("status").filter(has_text="It is measured when the server")).to_be_visible()
    phone.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".result")).to_contain_text("3 jumps counted")
    page.reload()
    expect(page.get_by_role("heading", name="jumps.webm")).to_be_visible()
    page.get_by_label("Open a clip").set_input_files(film)
    expect(page.get_by_role("button", name="Show it: Landing in frame 648")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the marks").click()
    marks = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert marks["format"] == "fullstride frame marks"
    assert (marks["fps"], marks["played_fps"]) == (240, 30)
    assert [mark["frame"] for mark in marks["marks"]] == [frame for flight in FLIGHTS for frame in flight]


def test_bounds_and_cones_are_marked_with_foot_and_tape(
    phone: BrowserContext, server: AppServer, film: Path
) -> None:
    page = _open(phone, server, film).page
    page.get_by_role("radio", name="240").check()
    page.get_by_label("What is filmed").select_option("bounding")
    page.get_by_label("Taped metres").fill("9")
    for place in range(5):
        _go(page, 20 + 100 * place)
        page.get_by_role("button", name="Landing", exact=True).click()
        _go(page, 58 + 100 * place)
        page.get_by_role("button", name="Take-off", exact=True).click()
    page.get_by_label("Foot, Landing in frame 20").select_option("left")
    expect(page.locator(".refusal", has_text="Preview")).to_contain_text(
        "158\u2009±\u20094\u2009ms on the ground"
    )
    page.get_by_role("button", name="Measure", exact=True).click()
    expect(page.locator(".result")).to_contain_text("5 bounds counted")
    page.get_by_label("What is filmed").select_option("flat_sprints")
    expect(page.get_by_role("button", name="Cone", exact=True)).to_be_visible()


def test_two_take_offs_in_a_row_are_told_before_anything_is_sent(
    phone: BrowserContext, server: AppServer, film: Path
) -> None:
    page = _open(phone, server, film).page
    page.get_by_role("radio", name="240").check()
    for frame in (60, 70):
        _go(page, frame)
        page.get_by_role("button", name="Take-off", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("in frames 60 and 70")
    expect(page.get_by_role("button", name="Measure", exact=True)).to_be_disabled()


def test_a_file_that_is_no_clip_is_told(phone: BrowserContext, server: AppServer, tmp_path: Path) -> None:
    page = seen_in(phone, server).page
    page.goto(f"{server.url}/video")
    file = tmp_path / "clip.mp4"
    file.write_bytes(b"no clip at all" * 50)
    page.get_by_label("Open a clip").set_input_files(file)
    expect(page.get_by_role("alert")).to_contain_text("can’t play that file")


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_axe_finds_nothing_while_marking(
    app_browser: Browser, server: AppServer, film: Path, screen: Screen
) -> None:
    with context_on(app_browser, screen) as context:
        seen = _open(context, server, film)
        seen.page.get_by_role("radio", name="240").check()
        _mark_all(seen.page)
        assert seen.overhang_px <= 0
        assert seen.axe_by_day_and_night() == []
        seen.page.get_by_role("button", name="Measure", exact=True).click()
        expect(seen.page.locator(".result")).to_contain_text("3 jumps counted")
        assert seen.axe_by_day_and_night() == []
        assert seen.troubles == []
        seen.page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert seen.overhang_px <= 0
