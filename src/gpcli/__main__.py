"""``python -m gpcli``."""

from gpcli.cli.main import run

run()
