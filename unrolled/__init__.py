"""What a student receives beside the notebook: `check`, and the right answers to the cases that may be seen.

NumPy and the standard library only, so that it runs on a laptop, in a sandbox and in a browser.
"""

from unrolled.check import check

__all__ = ["check"]
