"""Making the next edition: its file, and the board of what was delivered for it."""
