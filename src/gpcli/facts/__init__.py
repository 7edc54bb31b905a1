"""Facts files: reading, places of keys, checking against a table."""
