"""The flows: what a command does from input to output, with typed events and no printing."""
