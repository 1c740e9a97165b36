"""Owns nothing itself: each package here is one benchmark, and measures the product without being part of it."""
