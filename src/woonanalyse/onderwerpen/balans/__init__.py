"""Need beside hard plan capacity per municipality (art. 13)."""
