"""The league table: one format a file."""
