"""The list of plans, and suggested coordination (art. 18)."""
