"""A folder per subject: all that is known about it."""
