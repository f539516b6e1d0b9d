"""Sums per subregion and for the region (art. 17)."""
