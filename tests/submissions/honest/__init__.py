"""Right answers, in all the ways in which people write them."""
