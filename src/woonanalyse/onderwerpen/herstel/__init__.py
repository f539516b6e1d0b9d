"""The way back to balance (art. 15) and points to discuss (art. 23)."""
