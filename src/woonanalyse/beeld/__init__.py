"""From results to pictures, tables and sentences, in Dutch."""
