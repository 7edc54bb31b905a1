"""Results as documents of an office program."""
