"""A season's page in a real browser: no error, no request; it sorts, filters, opens; it needs no script."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.common.by import By

from gpcli.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
SEASON = ROOT / "examples" / "season-zhangshu-2021"
QUIET = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1000",
)
pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("page") / "season.html"
    assert main(["rank", str(SEASON), "--format", "html", "-o", str(target)]) == 0
    return target


def started(*, scripts: bool) -> webdriver.Chrome:
    """Chromium under its driver; it takes down what the page says and asks for."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    driver = shutil.which("chromedriver")
    assert browser, "Chromium is missing: install chromium"
    assert driver, "its driver is missing: install chromium-driver"
    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for one in QUIET:
        options.add_argument(one)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    if not scripts:
        options.add_argument("--blink-settings=scriptEnabled=false")
    return webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))


@pytest.fixture
def chrome(page: Path) -> Iterator[webdriver.Chrome]:
    found = started(scripts=True)
    found.get(page.as_uri())
    yield found
    found.quit()


def requests(chrome: webdriver.Chrome) -> list[str]:
    """Every address that was asked for."""
    messages: list[Any] = [json.loads(one["message"])["message"] for one in chrome.get_log("performance")]
    sent = (one for one in messages if one["method"] == "Network.requestWillBeSent")
    return [one["params"]["request"]["url"] for one in sent]


def names(chrome: webdriver.Chrome) -> list[str]:
    """The units of the first ranking, as they stand on the screen."""
    rows = chrome.find_elements(By.CSS_SELECTOR, "#content .group table.ranking")[0]
    return [one.text for one in rows.find_elements(By.CSS_SELECTOR, "tbody th") if one.is_displayed()]


def test_it_opens_without_an_error_or_a_request(chrome: webdriver.Chrome, page: Path) -> None:
    assert chrome.get_log("browser") == []
    assert requests(chrome) == [page.as_uri()]
    for chart in chrome.find_elements(By.CSS_SELECTOR, "figure svg"):
        assert len(chart.get_attribute("aria-label") or "") > 20
    inside = "return document.documentElement.scrollWidth <= innerWidth"
    assert chrome.execute_script(inside)
    size = {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    assert chrome.execute_script(inside)


def test_it_sorts_filters_and_opens(chrome: webdriver.Chrome, page: Path) -> None:
    before = names(chrome)
    assert len(before) == 35
    heads = chrome.find_elements(By.CSS_SELECTOR, "table.ranking thead th")
    total = next(one for one in heads if one.text.startswith("总分"))
    button = total.find_element(By.TAG_NAME, "button")
    button.click()
    assert total.get_attribute("aria-sort") == "ascending"
    assert names(chrome)[0] == "市机关事务局"
    button.click()
    assert total.get_attribute("aria-sort") == "descending"
    assert names(chrome)[0] == before[0]
    heads[0].find_element(By.TAG_NAME, "button").click()
    assert names(chrome) == before

    find = chrome.find_element(By.ID, "find")
    find.send_keys("水利")
    assert names(chrome) == ["市水利局"]
    assert chrome.find_element(By.ID, "shown").text == "1 / 54"
    units = chrome.find_elements(By.CSS_SELECTOR, "details.unit")
    (unit,) = (one for one in units if one.is_displayed())
    chrome.execute_script(
        "arguments[0].value = ''; arguments[0].dispatchEvent(new Event('input', {bubbles: true}))", find
    )
    chrome.find_element(By.ID, "open").click()
    assert {"市科技局", "市统计局"} <= set(names(chrome)) < set(before)
    chrome.find_element(By.ID, "open").click()

    chrome.find_element(By.LINK_TEXT, "市水利局").click()
    assert unit.get_attribute("open") is not None
    mark = unit.find_element(By.CSS_SELECTOR, "details.mark.lost")
    mark.find_element(By.TAG_NAME, "summary").click()
    rule = mark.find_element(By.CSS_SELECTOR, "dl ol")
    assert rule.is_displayed()
    assert "满分" in rule.text
    unit.find_element(By.CSS_SELECTOR, "button[data-open]").click()
    marks = unit.find_elements(By.CSS_SELECTOR, "details.mark")
    assert len(marks) > 20
    assert all(one.get_attribute("open") is not None for one in marks)
    assert chrome.get_log("browser") == []
    assert requests(chrome)[:1] == [page.as_uri()]


def test_it_can_be_read_without_javascript(page: Path) -> None:
    chrome = started(scripts=False)
    try:
        chrome.get(page.as_uri())
        assert not chrome.find_element(By.CLASS_NAME, "filters").is_displayed()
        assert chrome.find_elements(By.CSS_SELECTOR, "thead button") == []
        assert len(names(chrome)) == 35
        unit = chrome.find_element(By.ID, "u12")
        unit.find_element(By.TAG_NAME, "summary").click()
        mark = unit.find_element(By.CSS_SELECTOR, "details.mark.lost")
        mark.find_element(By.TAG_NAME, "summary").click()
        assert mark.find_element(By.CSS_SELECTOR, "dl").is_displayed()
        assert requests(chrome) == [page.as_uri()]
    finally:
        chrome.quit()
