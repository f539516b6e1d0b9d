"""The way back to balance and points to discuss."""
