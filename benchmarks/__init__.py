"""The bench: what the system does in a second, beside bare SQL or a bare view that does the same work."""
