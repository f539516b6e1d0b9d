"""`python -m woonanalyse`."""

from woonanalyse.cli import main

main()
