"""Handed in as it was released: nothing is written."""

LEAVES_THE_REST = True
