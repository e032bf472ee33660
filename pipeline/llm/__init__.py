"""Talking to a chat model: one stateless call, typed outcomes, nothing finished ever lost or paid twice."""
