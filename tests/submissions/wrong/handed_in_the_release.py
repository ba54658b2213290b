"""Nothing was written."""

LEAVES_THE_REST = True
SCORE = 0
