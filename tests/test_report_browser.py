"""The report as Chromium shows it: plots that zoom, no edge hung over, nothing let in, readable."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from fullstride.formats.report import has_plots, write_report
from made_report import BOOK, entries, full_report, hostile_report

needs_plots = pytest.mark.skipif(not has_plots(), reason="the plotting script was not built in")

CONTRAST = """() => {
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => {
    const linear = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const [x, y, z] = [r, g, b].map((v) => linear(v / 255));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const colour = parse(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0.99) return colour;
    }
    return parse(getComputedStyle(document.documentElement).backgroundColor);
  };
  const found = [];
  for (const one of document.querySelectorAll("body *")) {
    if (one.closest("svg, noscript, script") || !one.checkVisibility()) continue;
    if (![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(one).color)), light(ground(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([one.className, one.textContent.slice(0, 40), ratio]);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("reports")
    (made / "full.html").write_text(full_report(), encoding="utf-8")
    (made / "hostile.html").write_text(hostile_report(), encoding="utf-8")
    (made / "empty.html").write_text(write_report([], name="my runs", book=BOOK), encoding="utf-8")
    return made


def opened(app_browser: Browser, file: Path, width: int = 1280, **more: object) -> tuple[Page, list[str]]:
    """The page, and what went wrong in it: messages, errors, requests."""
    page = app_browser.new_page(viewport={"width": width, "height": 800}, **more)  # type: ignore[arg-type]
    troubles: list[str] = []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("request", lambda asked: troubles.extend([] if asked.url.startswith("file:") else [asked.url]))
    page.goto(file.as_uri())
    return page, troubles


def open_all(page: Page) -> None:
    """Every run unfolded, its plots drawn."""
    page.evaluate("for (const run of document.querySelectorAll('.run')) run.open = true")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", ["full", "hostile", "empty"])
def test_nothing_hangs_over_the_edge_and_nothing_gets_in(
    app_browser: Browser, folder: Path, name: str, width: int
) -> None:
    page, troubles = opened(app_browser, folder / f"{name}.html", width)
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("window.brokenOut") is None
    assert troubles == []
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_in_both_schemes(app_browser: Browser, folder: Path, scheme: str) -> None:
    page, _ = opened(app_browser, folder / "full.html", color_scheme=scheme)
    open_all(page)
    assert page.evaluate(CONTRAST) == []
    page.close()


@needs_plots
def test_a_drag_looks_closer_and_a_double_click_shows_the_whole_run(
    app_browser: Browser, folder: Path
) -> None:
    page, troubles = opened(app_browser, folder / "full.html")
    page.locator(".run > summary").first.click()
    whole = page.get_by_role("button", name="Whole run").first
    strides = page.get_by_role("button", name="Strides, 6 × 20").first
    expect(strides).to_have_attribute("aria-pressed", "true")
    over = page.locator(".close .u-over").first
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 100, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 300, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(strides).to_have_attribute("aria-pressed", "false")
    over.dblclick(position={"x": 50, "y": 50})
    expect(whole).to_have_attribute("aria-pressed", "true")
    strides.click()
    expect(strides).to_have_attribute("aria-pressed", "true")
    assert troubles == []
    page.close()


@needs_plots
def test_the_line_can_be_read_off_under_the_pointer(app_browser: Browser, folder: Path) -> None:
    page, _ = opened(app_browser, folder / "full.html")
    page.locator(".run > summary").first.click()
    over = page.locator(".close .u-over").first
    over.hover(position={"x": 200, "y": 80})
    expect(page.locator(".reading").first).to_contain_text("m/s")
    page.close()


@needs_plots
def test_a_run_that_stands_alone_is_drawn_at_once(app_browser: Browser, tmp_path: Path) -> None:
    one = next(each for each in entries() if each.efforts)
    (tmp_path / "one.html").write_text(write_report([one], name="my run", book=BOOK), encoding="utf-8")
    page, troubles = opened(app_browser, tmp_path / "one.html")
    expect(page.locator(".close .u-over").first).to_be_visible()
    assert troubles == []
    page.close()


@needs_plots
def test_keys_move_and_zoom(app_browser: Browser, folder: Path) -> None:
    page, _ = opened(app_browser, folder / "full.html")
    page.locator(".run > summary").first.click()
    plot = page.locator(".close").first
    plot.focus()
    page.keyboard.press("0")
    whole = page.get_by_role("button", name="Whole run").first
    expect(whole).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("+")
    expect(whole).to_have_attribute("aria-pressed", "false")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(whole).to_have_attribute("aria-pressed", "true")
    page.close()


@needs_plots
def test_a_finger_across_looks_closer(app_browser: Browser, folder: Path) -> None:
    page, troubles = opened(app_browser, folder / "full.html", 390, has_touch=True)
    page.locator(".run > summary").first.tap()
    strides = page.get_by_role("button", name="Strides, 6 × 20").first
    expect(strides).to_have_attribute("aria-pressed", "true")
    over = page.locator(".close .u-over").first
    over.scroll_into_view_if_needed()
    box = over.bounding_box()
    assert box is not None
    touch = page.context.new_cdp_session(page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    x, y = box["x"] + 60, box["y"] + 60
    send("touchStart", (x, y))
    for step in range(1, 6):
        send("touchMove", (x + 20 * step, y))
    send("touchEnd")
    expect(strides).to_have_attribute("aria-pressed", "false")
    for _ in range(2):
        send("touchStart", (x, y))
        send("touchEnd")
    expect(page.get_by_role("button", name="Whole run").first).to_have_attribute("aria-pressed", "true")
    send("touchStart", (x, y), (x + 40, y))
    send("touchMove", (x - 40, y), (x + 120, y))
    send("touchEnd")
    expect(page.get_by_role("button", name="Whole run").first).to_have_attribute("aria-pressed", "false")
    assert troubles == []
    page.close()


def test_the_list_can_be_sifted(app_browser: Browser, folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "many.html"
    file.write_text(write_report(entries() * 3, name="my runs", book=BOOK), encoding="utf-8")
    page, _ = opened(app_browser, file)
    rows = page.locator(".run:visible")
    expect(rows).to_have_count(21)
    page.get_by_role("button", name="To look at 3").click()
    expect(rows).to_have_count(3)
    page.get_by_role("searchbox").fill("january easy")
    expect(rows).to_have_count(3)
    page.get_by_role("searchbox").fill("nothing like it")
    expect(rows).to_have_count(0)
    expect(page.get_by_text("No run fits.")).to_be_visible()
    page.close()


def test_it_can_be_read_without_its_script(app_browser: Browser, folder: Path) -> None:
    page, _ = opened(app_browser, folder / "full.html", java_script_enabled=False)
    page.locator(".run > summary").first.click()
    expect(page.get_by_text("too hard", exact=True).first).to_be_visible()
    expect(page.get_by_text("which is off here").first).to_be_visible()
    expect(page.locator(".filter")).to_be_hidden()
    page.close()


def test_it_prints(app_browser: Browser, folder: Path) -> None:
    page, troubles = opened(app_browser, folder / "full.html", color_scheme="dark")
    page.locator(".run > summary").first.click()
    assert page.pdf(format="A4").startswith(b"%PDF")
    assert troubles == []
    page.close()
