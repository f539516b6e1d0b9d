"""Totals of an edition that knows its region only as a whole."""
