"""A picture with the name of a notebook."""

FILE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
SCORE = 0
REMARK = "not text in UTF-8"
