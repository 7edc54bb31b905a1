"""Words for people, through gettext: English in the code, Chinese beside it in ``locale/``.

Results are Chinese unless the command line says otherwise; help and messages follow the reader.
The edge of the program makes a :class:`Words` and passes it on; a catalogue is read once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from gpcli.records import Record

DOMAIN = "gpcli"
LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("zh", "en")


class Message(Record):
    """A sentence of the program that has not chosen its language yet."""

    msgid: str
    params: tuple[tuple[str, Phrase], ...] = ()


Phrase = str | Message
"""Words from a document (``str``, never translated) or of the program (:class:`Message`)."""


def N_(msgid: str) -> str:  # noqa: N802 - the name that gettext tools look for
    """Marks a msgid for the catalogue without translating it."""
    return msgid


def message(msgid: str, **params: Phrase | int) -> Message:
    """A :class:`Message` with its parameters, which may be messages themselves."""
    return Message(
        msgid, tuple((key, str(value) if isinstance(value, int) else value) for key, value in params.items())
    )


class Words:
    """One language: turns a phrase into text."""

    __slots__ = ("_catalogue", "language")

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = _catalogue(language)

    def __call__(self, phrase: Phrase, **params: Phrase | int) -> str:
        if isinstance(phrase, Message):
            given = {key: self(value) for key, value in phrase.params}
            text = self._catalogue.gettext(phrase.msgid)
            return text.format_map(given) if given else text
        if not params:
            return phrase
        return self(message(phrase, **params))

    def word(self, msgid: str, **params: Phrase | int) -> str:
        """The program's own words for ``msgid``."""
        return self(message(msgid, **params))


@cache
def _catalogue(language: str) -> NullTranslations:
    if language != "zh":
        return NullTranslations()
    with (LOCALE / "zh_CN" / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        return GNUTranslations(file)


def reader_language(environ: Mapping[str, str] | None = None) -> str:
    """The language of help and messages: ``GP_LANG``, else the locale's variables, else English."""
    environ = os.environ if environ is None else environ
    for name in ("GP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "en"
