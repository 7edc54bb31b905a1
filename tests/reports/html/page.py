"""A page as a reader's program takes it apart."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

VOID = {"meta", "br", "input", "link", "img", "hr"}


class Page(HTMLParser):
    """Elements with their attributes, and the text of each element that has an id."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self._text_of: dict[str, list[str]] = {}
        self._inside: dict[str, list[str]] = {}
        self.unclosed: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        self.text_of = {name: "".join(parts) for name, parts in self._text_of.items()}
        self.inside = {tag: "".join(parts) for tag, parts in self._inside.items()}
        self.unclosed += [tag for tag, _ in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.elements.append((tag, given))
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        found, _ = self._open.pop()
        if found != tag:
            self.unclosed.append(f"{found} closed by {tag}")

    def handle_data(self, data: str) -> None:
        tag = self._open[-1][0] if self._open else ""
        self._inside.setdefault(tag, []).append(data)
        for _, name in self._open:
            if name:
                self._text_of.setdefault(name, []).append(data)

    @property
    def ids(self) -> list[str]:
        return [given["id"] for _, given in self.elements if "id" in given]

    @property
    def policy(self) -> dict[str, str]:
        """The content security policy by directive."""
        (said,) = (
            given["content"]
            for tag, given in self.elements
            if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy"
        )
        return dict(part.strip().split(" ", 1) for part in said.split(";"))

    def links(self) -> list[str]:
        """Where links lead."""
        return [given["href"] for tag, given in self.elements if tag == "a" and "href" in given]


def digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def external(page: Page, text: str) -> list[str]:
    """What would be fetched when the page is opened: nothing may be."""
    found = [
        f"{tag} {name}={value}"
        for tag, given in page.elements
        for name, value in given.items()
        if name in ("src", "srcset", "data", "action", "poster", "background", "xlink:href", "style")
        or (name == "href" and tag != "a")
        or name.startswith("on")
    ]
    return found + re.findall(r"url\(|@import|<(?:iframe|object|embed|link|img|base)\b", text)
