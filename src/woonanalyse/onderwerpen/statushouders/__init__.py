"""The statutory task to house statushouders (art. 1, 22)."""
