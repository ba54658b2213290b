"""From a chapter to what a student receives: the exercise cells, stubs for answers, the visible cases as arrays."""
