"""Who gets the case: pools and verifiable draws."""
