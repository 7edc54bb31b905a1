"""Tables of units: one row a unit, one column a fact, scored by an engine that knows columns."""
