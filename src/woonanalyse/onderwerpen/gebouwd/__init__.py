"""What was built and demolished, beside need and plans."""
