"""Submissions that try something, in the form of `autograder.sample_class`, and are of no use to a newcomer."""
