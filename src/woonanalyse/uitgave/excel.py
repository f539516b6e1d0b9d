"""What holds for every workbook that we write."""

OPTIES = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""For xlsxwriter: text stays text, whatever it looks like."""
