"""Personal data that a site must not publish: found, masked at once, and kept out of whatever people read."""
