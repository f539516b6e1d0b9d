"""The division of the country into municipalities: which there were when, and what became of them."""
