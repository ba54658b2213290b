"""Each reference function with one small thing wrong in it: what a check lets pass, it does not check.

The kept libraries for this (mutmut, cosmic-ray) run a test suite anew for every mutant and know neither slices nor
dropped terms nor swapped operands. Here an operator is a function from a piece of syntax to what may stand in its
place, and a mutant is judged by the exercise's own check. `python -m tests.autograder.mutants --help` shows them.
"""

from tests.autograder.mutants.mutant import Mutant, mutants_of

__all__ = ["Mutant", "mutants_of"]
