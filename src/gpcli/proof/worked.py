"""The worked cases of a pack: all pass, every item and every answer of every Reading is met by one."""

from __future__ import annotations

from collections.abc import Iterator

from gpcli.messages import N_, message
from gpcli.proof.finding import FAULT, SAID, Finding, Subject
from gpcli.testing.cases import CaseError, load, run, unexercised_answers, unexercised_items

CHECK = "cases"
FOLDER = "cases"


def check(subject: Subject) -> Iterator[Finding]:
    """Runs them."""
    place, plugin = subject.data(FOLDER), subject.plugin
    if place is None:
        missing = message(N_("the package carries no worked cases ({folder}/*.toml)"), folder=FOLDER)
        yield Finding(CHECK, FAULT, subject.scheme.id, missing)
        return
    try:
        known = {one.id for one in subject.pack.schemes}
        loaded = load(place)
        for case in loaded:
            if case.scheme not in known:
                stray = message(N_("the pack has no scheme {scheme}"), scheme=case.scheme)
                yield Finding(CHECK, FAULT, case.id, stray)
        cases = [one for one in loaded if one.scheme == subject.scheme.id]
        passed = 0
        for case in cases:
            differences = run(plugin, case)
            passed += not differences
            for one in differences:
                yield Finding(CHECK, FAULT, case.id, message("{difference}", difference=one))
        items, answers = unexercised_items(plugin, cases), unexercised_answers(plugin, cases)
    except (CaseError, OSError) as error:
        yield Finding(CHECK, FAULT, FOLDER, message("{error}", error=str(error)))
        return
    mine = f"{subject.scheme.id}/"
    for one in items:
        if one.startswith(mine):
            yield Finding(CHECK, FAULT, one.removeprefix(mine), message(N_("no case is about this item")))
    for one in answers:
        if one.startswith(f"{subject.scheme.id}:"):
            yield Finding(
                CHECK, FAULT, one.partition(":")[2], message(N_("no case shows what this answer does"))
            )
    said = message(N_("{passed} of {all} cases pass"), passed=passed, all=len(cases))
    yield Finding(CHECK, SAID, subject.scheme.id, said)
