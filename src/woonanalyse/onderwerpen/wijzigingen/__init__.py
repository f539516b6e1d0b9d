"""What changed since the previous edition."""
