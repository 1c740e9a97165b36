"""Stage 1: what the sites have published."""
