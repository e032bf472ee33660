"""The writers: one port, a rule writer that needs nothing, a model writer that needs an endpoint."""
