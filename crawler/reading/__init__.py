"""Bytes made text and structure; knows nothing of mentoring."""
