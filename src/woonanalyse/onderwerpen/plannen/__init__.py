"""The list of plans, and suggested coordination."""
