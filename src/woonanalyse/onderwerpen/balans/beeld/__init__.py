"""The balance in pictures, tables and words."""
