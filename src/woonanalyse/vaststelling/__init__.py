"""From concept to decision: what is frozen, what changed since, what colleges decided, and the log of it."""
