"""What a delivered cell says."""
