"""The results of an edition: joined, described, with where they come from."""
