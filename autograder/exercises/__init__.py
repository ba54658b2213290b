"""One module a chapter: for each exercise the cases, the points by aspect, and the known mistakes beside it."""
