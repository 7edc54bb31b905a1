"""Facts by rows: a CSV or an Excel workbook with one row a unit, checked like any facts file."""

from gpcli.facts.rows.document import Row
from gpcli.facts.rows.read import Rows, read_rows

__all__ = ["Row", "Rows", "read_rows"]
