"""Clauses as expressions over facts: nodes, their meaning, and one printer a file."""
