"""Exact, explainable scores for government-openness assessments (政务公开考核)."""
