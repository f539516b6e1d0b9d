"""From open data and notebooks to the biennial regional housing programme (RWP)."""

__version__ = "0.1.0"
