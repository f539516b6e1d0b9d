"""District approaches beside their target."""
