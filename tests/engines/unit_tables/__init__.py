"""Tables of units on trial: every table under every Reading, answers as rows, rows as integers."""
