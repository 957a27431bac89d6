"""The manual of the system."""
