"""From a table and facts to a sheet."""
