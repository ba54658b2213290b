"""A file of no bytes."""

FILE = b""
SCORE = 0
REMARK = "not JSON"
