"""From a folder or archive of downloads to submitted/<student>/<assignment>/.

nbgrader's own `zip_collect` ends at the first broken archive and at the second file of a student, unpacks without
limits, and removes what was collected before. Its way of reading file names, by a regular expression with named groups,
is used here (`names`); the rest is written anew: `downloads` reads files and archives, `roster` knows the ids, `choice`
finds a student's notebook, `place` puts it into the course folder.
"""
