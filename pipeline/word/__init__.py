"""The Word format. Nothing above this floor spells a ``w:`` name."""
