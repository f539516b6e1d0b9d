"""The norms of an edition with an agreement of its own, with what is known of each."""
