"""Out to harm: to exhaust, to break, to outlive, to escape."""
