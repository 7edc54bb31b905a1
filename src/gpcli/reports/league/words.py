"""What the formats of the league table say in the same words."""

from __future__ import annotations

from gpcli import problems
from gpcli.messages import N_, Words
from gpcli.points import plain
from gpcli.reports import phrases
from gpcli.reports.columns import visible
from gpcli.reports.league.report import LeagueReport
from gpcli.reports.phrases import number
from gpcli.scoring.outcome import Outcome
from gpcli.scoring.sheet import Mark
from gpcli.season.contest import STATES, Contest, Figures, Group, Row
from gpcli.season.file import GradeRule
from gpcli.season.rank import Ranked

STATE_WORDS = dict(
    zip(
        STATES,
        (
            N_("ranked"),
            N_("facts missing"),
            N_("withheld"),
            N_("with problems"),
            N_("nothing handed in"),
            N_("vetoed"),
        ),
        strict=True,
    )
)
"""How it stands with a unit, in words."""


def head(contest: Contest, words: Words) -> list[str]:
    """What a ranking is of: its title, document, period; whether it is official."""
    title = contest.title
    if title != contest.scheme.title:
        title = words.word(N_("{title}: {scheme}"), title=title, scheme=contest.scheme.title)
    parts = [
        words.word(N_("ranking")),
        *([contest.period] if contest.period else []),
        phrases.validity(words, official=contest.official),
    ]
    return [visible(f"{title}（{contest.scheme.document}）"), visible(" · ".join(parts))]


def foot(contest: Contest, words: Words) -> list[str]:
    """Scheme and pack, and what was read otherwise than by default."""
    lines = [
        words.word(
            N_("Scheme {scheme}; pack {pack} {version}"),
            scheme=contest.scheme.id,
            pack=contest.scheme.pack,
            version=contest.scheme.pack_version,
        )
    ]
    lines += (
        words.word(
            N_("Reading {id}={value}, not the default: {question}? {answer}"),
            id=one.id,
            value=one.value,
            question=one.question,
            answer=one.says,
        )
        for one in contest.readings
    )
    return lines


def name(group: Group) -> str:
    """The heading of a group."""
    return visible(group.league.name)


def unit(row: Row, words: Words) -> str:
    """The unit's name, what its row calls itself, or that neither was filled in."""
    return visible(row.standing.called) or words.word(N_("unit not filled in"))


def rank(ranked: Ranked, words: Words) -> str:
    """The rank, with a word on a tie; nothing where there is none."""
    if ranked.rank is None:
        return ""
    return words.word(N_("{rank} tied"), rank=ranked.rank) if ranked.tied else str(ranked.rank)


def ranks(ranked: Ranked) -> str:
    """The ranks that are possible."""
    if ranked.best is None or ranked.worst is None:
        return ""
    return str(ranked.best) if ranked.best == ranked.worst else f"{ranked.best}–{ranked.worst}"


def points(mark: Mark | None) -> str:
    """Points, nothing while they are open."""
    return "" if mark is None or mark.points is None else number(mark.points)


def span(row: Row, words: Words) -> str:
    """The total, or between which bounds it lies; nothing of a vetoed unit."""
    return "" if row.state == "vetoed" else phrases.mark(row.standing.mark, words)


def grades(row: Row, words: Words) -> str:
    """The grade, or those that are possible."""
    if row.state in ("vetoed", "silent"):
        return ""
    return "/".join(visible(one) or words.word(N_("none")) for one in row.grades)


def why(row: Row, report: LeagueReport) -> str:
    """Why a unit has no rank, and what may yet keep it from having one; nothing of a ranked one."""
    words = report.words
    parts: list[str] = []
    if row.state == "faulty":
        parts.append(words.word(N_("what was handed in has problems")))
    if row.state in ("vetoed", "withheld"):
        parts.append(words(row.standing.reason))
    if row.missing and report.is_public:
        parts.append(words.word(N_("facts missing: {number}"), number=row.missing))
    elif row.missing:
        owners = "、".join(
            words.word(N_("{who} {number}"), who=phrases.source(who, words), number=owed)
            for who, owed in row.owed
        )
        said = N_("facts missing: {number}, owed by: {owners}")
        parts.append(words.word(said, number=row.missing, owners=owners))
    if row.state in ("incomplete", "withheld"):
        parts += (words.word(N_("{note} (possible)"), note=one) for one in row.possible)
    return visible(words.word(N_("; ")).join(parts))


def rule(one: GradeRule, words: Words, *, with_ties: bool = True) -> str:
    """A grade of the office as it decided it, and what becomes of who shares the last place of a quota."""
    if one.line is not None:
        return words.word(N_("{grade}: from {line}"), grade=one.name, line=plain(one.line))
    if one.quota is None:
        return words.word(N_("{grade}: the rest"), grade=one.name)
    if not with_ties:
        return words.word(N_("{grade}: {quota} places"), grade=one.name, quota=one.quota)
    said = {
        "in": N_("{grade}: {quota} places (who shares the last is in)"),
        "out": N_("{grade}: {quota} places (who shares the last is out)"),
        "": N_("{grade}: {quota} places (not decided for who shares the last)"),
    }
    return words.word(said[one.ties], grade=one.name, quota=one.quota)


def grading(group: Group, words: Words) -> list[str]:
    """Where the grades come from, and what nobody decided."""
    if group.own_grades:
        return [words.word(N_("Grades as the document gives them"))]
    if not group.rules:
        return []
    rules = words.word(N_("; ")).join(rule(one, words) for one in group.rules)
    said = N_("Grades are decided by the assessing office, the document does not give them: {rules}")
    return [visible(words.word(said, rules=rules)), *edges(group, words)]


def edges(group: Group, words: Words) -> list[str]:
    """Quotas whose last place is shared, with nobody's word on what then."""
    lines: list[str] = []
    for edge in group.edges:
        said = N_(
            "The quota of {grade} ends at place {last}, which {units} share: their grade is open "
            'until the office decides (ties = "in" or "out")'
        )
        units = "、".join(edge.units)
        lines.append(words.word(said, grade=edge.grade, last=edge.last, units=units))
    return [visible(line) for line in lines]


def figures(group: Group, words: Words) -> list[str]:
    """The group in numbers."""
    found: Figures = group.figures
    parts = [words.word(N_("units {number}"), number=found.units)]
    parts += (
        words.word(N_("{state} {number}"), state=words.word(STATE_WORDS[state]), number=number)
        for state, number in found.states.items()
        if number or state == "scored"
    )
    lines = [words.word(N_(", ")).join(parts)]
    if found.highest is not None and found.lowest is not None and found.mean is not None:
        said = N_("highest {highest}, lowest {lowest}, mean {mean} (half up to two places)")
        lines.append(
            words.word(
                said,
                highest=number(found.highest),
                lowest=number(found.lowest),
                mean=number(found.mean),
            )
        )
    return lines


def rechecked(group: Group, words: Words) -> str:
    """How many facts a re-check changed, and of whom; nothing where it changed none."""
    found = [(row, len(one.facts.rechecks)) for row, one in zip(group.rows, group.scored, strict=True)]
    parts = [
        words.word(N_("{who} {number}"), who=unit(row, words), number=number)
        for row, number in found
        if number
    ]
    if not parts:
        return ""
    said = N_("facts changed after a re-check: {number} ({units})")
    return words.word(said, number=sum(number for _, number in found), units="、".join(parts))


def silent(group: Group, words: Words) -> list[str]:
    """The units that handed in nothing: how many, then by name with what is possible for them."""
    alike: dict[tuple[str, str], list[str]] = {}
    rows = [row for row in group.rows if row.state == "silent"]
    for row in rows:
        alike.setdefault((span(row, words), ranks(row.ranked)), []).append(unit(row, words))
    if not rows:
        return []
    said = N_("{units}: total {span}, possible ranks {ranks}")
    return [
        words.word(N_("Nothing handed in ({number}):"), number=len(rows)),
        *(
            words.word(said, units="、".join(units), span=total, ranks=possible)
            for (total, possible), units in alike.items()
        ),
    ]


def provisional(group: Group, words: Words) -> str:
    """That ranks may yet change, where they may; nothing where all are settled."""
    open_ones = sum(not row.ranked.is_settled for row in group.rows if row.state == "scored")
    if not open_ones:
        return ""
    said = N_("provisional ranks: {number}; facts of others are still open")
    return words.word(said, number=open_ones)


def lacking(report: LeagueReport) -> str:
    """That inputs could not be scored; nothing where all could."""
    said = N_("inputs that could not be scored: {number}; units of theirs that are known are undecided")
    return report.words.word(said, number=len(report.failed)) if report.failed else ""


def failed(outcome: Outcome, words: Words) -> str:
    """A failed input with its first problem, behind its path where the problem does not name a file."""
    first = problems.text(outcome.problems[0], words) if outcome.problems else ""
    more = len(outcome.problems) - 1
    if more > 0:
        first = words.word(N_("{problem} and {number} more"), problem=first, number=more)
    named = bool(outcome.problems and outcome.problems[0].file)
    return visible(first if named else f"{outcome.path}: {first}")
