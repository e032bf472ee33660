"""The steps of the flows: plain functions on records."""
