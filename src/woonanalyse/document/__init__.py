"""The report as Markdown made from results."""
