"""Final scores in the forms that Canvas, Moodle and Gradescope import.

`export` asks the gradebook and calls one of `canvas`, `moodle` and `gradescope`, which write a file from `Scores`;
`matching` says which line of a platform's list is whose. No list is ever overwritten, and nobody gets a 0 for want of a
grade.
"""
