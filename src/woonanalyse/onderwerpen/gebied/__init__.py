"""Sums per subregion and for the region."""
