"""Taking in what municipalities deliver: formats as data, reading, checks, and an answer to work with."""
