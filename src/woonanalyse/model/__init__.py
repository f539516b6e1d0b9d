"""Pure functions from data frames to data frames: no files, no clock, no globals."""
