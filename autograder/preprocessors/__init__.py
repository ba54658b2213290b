"""The steps that this course adds to nbgrader's lists, one a file, named by what each does."""
