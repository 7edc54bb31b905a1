"""The words that stand in the templates themselves."""

from __future__ import annotations

from types import SimpleNamespace

from gpcli.messages import N_, Words

HEAT = (
    N_("nothing lost"),
    N_("up to 5%"),
    N_("up to 10%"),
    N_("up to 20%"),
    N_("up to 40%"),
    N_("more"),
)
"""What the colours of a table of sections stand for: the share of a section's points that is lost."""

LABELS = {
    "account": N_("From the items to the result"),
    "after": N_("after it"),
    "all_open": N_("Open all"),
    "all_shut": N_("Close all"),
    "all_units": N_("all"),
    "also": N_("also said"),
    "amount": N_("amount"),
    "arithmetic": N_("Arithmetic"),
    "as_typed": N_("Facts as stated"),
    "agree": N_("They agree on the points of every item."),
    "asked": N_("Evidence asked for"),
    "best": N_("best"),
    "clause": N_("Clause"),
    "cohort": N_("What follows from all units together"),
    "contents": N_("Contents"),
    "counts": N_("counts"),
    "differ": N_("The sources differ"),
    "digest": N_("sha256"),
    "evidence": N_("Evidence"),
    "failed": N_("Not scored"),
    "faulty": N_("what was handed in has problems"),
    "find": N_("Find a unit"),
    "firm": N_("How firm the ranks are"),
    "from": N_("from"),
    "gap": N_("gap"),
    "grade": N_("grade"),
    "group": N_("group"),
    "heat": N_("Colour: share of the section's points that is lost"),
    "incidents": N_("Incidents"),
    "incomplete": N_("Only units with missing facts"),
    "inputs": N_("Inputs"),
    "item": N_("Item"),
    "item_fact": N_("item: fact"),
    "items": N_("Items"),
    "items_that_count": N_("items that count"),
    "judged": N_("judged by"),
    "key": N_("key"),
    "lost": N_("lost"),
    "lost_by_clause": N_("Points lost by clause"),
    "lost_none": N_("Points lost: none"),
    "missing": N_("Missing facts"),
    "most": N_("of"),
    "note": N_("note"),
    "notes": N_("Notes"),
    "nothing": N_("Nothing was handed in."),
    "on_word": N_("On the word of"),
    "open": N_("open"),
    "owed": N_("owed by"),
    "picture": N_("solid: certain; dashed: still open"),
    "points": N_("points"),
    "possible": N_("possible"),
    "rank": N_("rank"),
    "rank_so_far": N_("rank so far"),
    "readings": N_("Readings in force"),
    "readings_mattered": N_("Readings that mattered"),
    "recheck": N_("Changed after a re-check"),
    "remark": N_("remark"),
    "rule": N_("Rule"),
    "section": N_("Section"),
    "sections": N_("Sections"),
    "sheets": N_("Sheets"),
    "shown": N_("units shown"),
    "so_far": N_("share so far"),
    "sources": N_("Sources side by side"),
    "state": N_("state"),
    "step": N_("Step"),
    "table": N_("Ranking and points by section"),
    "table_of": N_("Table"),
    "to_content": N_("Skip to the content"),
    "top": N_("Back to the ranking"),
    "total": N_("Total"),
    "unit": N_("unit"),
    "units": N_("Units"),
}


def labels(words: Words) -> SimpleNamespace:
    """Every label in a language, as an attribute."""
    return SimpleNamespace(**{name: words.word(said) for name, said in LABELS.items()})
