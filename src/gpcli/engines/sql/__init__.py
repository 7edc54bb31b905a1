"""A table's plan as one statement that a warehouse runs without this program."""
