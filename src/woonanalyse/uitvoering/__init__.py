"""Running it: tasks, notebooks, progress."""
