"""The forms: gate, workbook, templates, publishing."""
