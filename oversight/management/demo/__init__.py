"""Demo data: three years of invented cases that went through the same rules as real ones."""
