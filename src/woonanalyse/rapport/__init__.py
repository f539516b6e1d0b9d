"""The report: assembling what the chapters refer to, rendering it, checking the result."""
