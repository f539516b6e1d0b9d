"""A reader per kind of delivery: from cells to the tables of the plan register or the rows of a register."""
