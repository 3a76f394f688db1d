"""The squad's page in a browser: it fits a laptop and a phone, whatever people are called."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from fullstride.formats.squad_page import squad_page
from fullstride.rules.load import load_book
from test_squad import big


@pytest.mark.parametrize("width", [320, 390, 700, 1280])
def test_nothing_hangs_over_the_edge_and_nothing_is_refused(
    app_browser: Browser, tmp_path: Path, width: int
) -> None:
    file = tmp_path / "squad.html"
    file.write_text(squad_page(big(14), load_book()), encoding="utf-8")
    page = app_browser.new_page(viewport={"width": width, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert said == []
    page.close()
