"""Hard plan capacity that was taken back, as published."""
