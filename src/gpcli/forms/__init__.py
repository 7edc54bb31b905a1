"""The fill-in form: a table of a scheme as a spreadsheet that computes itself, out and back in."""
