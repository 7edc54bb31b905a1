"""Tables of units by columns: the plan of a table as a program for polars, over small integers."""
