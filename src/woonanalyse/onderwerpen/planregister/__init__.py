"""The plan register: plans by year and by category, as municipalities deliver them."""
