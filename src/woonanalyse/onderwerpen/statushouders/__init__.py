"""The statutory task to house statushouders."""
