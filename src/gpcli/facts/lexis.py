"""What a string looks like in TOML, for those who look at a file's text and not at its data."""

STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"{3,5}|\\?\Z)'
    r"|'''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?'
    r"|'[^'\n]*+'?"
)
"""A string of any of TOML's four kinds, also one that never ends. Compile with ``re.DOTALL``."""
