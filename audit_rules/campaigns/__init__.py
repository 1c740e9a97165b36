"""Named audits, what people decided on them, and what changed between two of them."""
