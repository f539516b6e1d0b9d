"""Read and check: one module per source, from files to checked data frames."""
