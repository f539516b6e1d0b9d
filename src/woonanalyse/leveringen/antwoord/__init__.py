"""What goes back: the workbook with marks, and the answers that come in with it."""
