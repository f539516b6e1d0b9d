"""A project for a new region, made in one go, and one that exists brought up to date."""
