"""Stage 3: what people read, receive and click."""
