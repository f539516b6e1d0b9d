"""The shapes in which a balance is published, one reader each."""
