"""Wrong in one answer at least, and out for its points by other means than the right numbers."""
