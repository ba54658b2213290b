"""The figures are imported as a page does it, whose working folder is chapters/."""

import sys

from autograder.course import CHAPTERS

sys.path.insert(0, str(CHAPTERS))
