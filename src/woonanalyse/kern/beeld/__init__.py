"""Drawing and writing: style, figures, tables, the code of a number."""
