"""What runs inside the sandbox: a server that is warm, and forks a fresh kernel for each notebook.

None of it knows anything that a student may not know. It comes in as files and runs under the course's own Python.
"""
