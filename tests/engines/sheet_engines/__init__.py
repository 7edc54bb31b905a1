"""Spreadsheet programs that work out a workbook again, for the tests of what ``gp`` writes."""
