"""The region on maps."""
