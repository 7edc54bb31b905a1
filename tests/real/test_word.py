"""Word documents as an office program opens and prints them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SEASON = EXAMPLES / "season-zhangshu-2021"
NOTE = "示例数据，非真实考核结果"
pytestmark = pytest.mark.real

Gp = Callable[..., tuple[int, str, str]]


@pytest.fixture
def printed(gp: Gp, tmp_path: Path) -> Callable[..., list[str]]:
    """The text of every page of what a command writes for Word, printed by LibreOffice."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "LibreOffice is missing: install libreoffice-writer"
    assert shutil.which("pdftotext"), "pdftotext is missing: install poppler-utils"

    def run(*command: str | Path) -> list[str]:
        file = tmp_path / "out.docx"
        assert gp(*command, "--format", "docx", "-o", file)[0] == 0
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file)]
        subprocess.run(convert, check=True, capture_output=True, timeout=300)
        text = subprocess.run(
            ["pdftotext", "-layout", str(tmp_path / "out.pdf"), "-"], check=True, capture_output=True
        ).stdout.decode()
        return [re.sub(r"\s", "", page) for page in text.split("\f")[:-1]]

    return run


def numbered(pages: list[str]) -> None:
    """Every page has the note and its number."""
    for number, page in enumerate(pages, 1):
        assert NOTE in page
        assert page.endswith(f"—{number}—")


def test_the_sheet(printed: Callable[..., list[str]]) -> None:
    pages = printed("score", EXAMPLES / "zhangshu-2021" / "township-incidents.toml")
    assert 2 <= len(pages) <= 5
    numbered(pages)
    assert "经楼镇评分表" in pages[0]
    assert "总分81分（满分100分）" in pages[0]
    assert "内容雷同−3" in "".join(pages)


def test_the_problem_list(printed: Callable[..., list[str]]) -> None:
    pages = printed("problems", SEASON, "--unit", "市财政局", "--unit", "经楼镇")
    assert 2 <= len(pages) <= 5
    numbered(pages)
    whole = "".join(pages)
    assert "问题清单" in pages[0]
    assert "市财政局·市直单位" in whole
    assert "经楼镇·乡镇" in whole
    assert "问题9个，失17.5分" in whole


def test_the_notice(printed: Callable[..., list[str]]) -> None:
    pages = printed("notice", SEASON)
    assert 20 <= len(pages) <= 80
    numbered(pages)
    assert "关于2021年度樟树市政务公开工作考核情况的通报" in pages[0]
    signed = next(page for page in pages if "2022年3月15日" in page)
    assert "附件：1.得分排名表" in signed
    assert "樟树市政务公开考核办（示例）" in signed
    (ranking,) = (page for page in pages if page.startswith(f"{NOTE}附件1得分排名表"))
    assert "市行政服务中心管委会59.5109.5201001001并列优秀" in ranking
    (form,) = (page for page in pages if page.startswith(f"{NOTE}附件3整改反馈表"))
    assert "单位（盖章）" in form
