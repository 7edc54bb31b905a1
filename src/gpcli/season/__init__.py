"""Across sheets: a season of many units, its ranking and what would change it."""
