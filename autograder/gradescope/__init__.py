"""An autograder for Gradescope: `build` makes the archive that is uploaded, `run` grades one submission in it.

Gradescope unpacks the archive into /autograder/source, runs setup.sh once, and run_autograder for each submission.
"""
