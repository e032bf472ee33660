"""Chinese text as this genre needs it: length, sentences, quantities, runs. Pure functions on strings; nothing counts by spaces."""
