"""The page of a trend as Chromium shows it: nothing hangs over an edge, every word can be read."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fullstride.formats.trend_page import trend_page
from test_report_browser import CONTRAST
from test_trend_page import BOOK, made


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_fits_and_can_be_read(app_browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    path = tmp_path / "trend.html"
    path.write_text(trend_page(made(device="<b>&" * 40), BOOK), encoding="utf-8")
    context = app_browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    sizes = "[...document.querySelectorAll('svg text')].map((one) => one.getBoundingClientRect().height)"
    assert min(page.evaluate(sizes)) >= 12
    assert asked == [path.as_uri()]
    context.close()
