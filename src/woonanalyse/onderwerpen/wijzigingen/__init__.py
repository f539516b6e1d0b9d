"""What changed since the previous edition (art. 11, 16)."""
