"""Mistakes made in good faith, each with the points that it leaves."""
