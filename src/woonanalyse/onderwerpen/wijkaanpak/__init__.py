"""District approaches beside their target (art. 7)."""
