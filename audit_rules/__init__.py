"""Stage 2: what the published documents mean for the roadmap."""
