"""Opening a delivered file: what it is, whether it is safe, and its sheets of cells."""
