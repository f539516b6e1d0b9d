"""`python -m woonanalyse`."""

from woonanalyse.cli import app

app()
