"""In place of the student's folder, a link to another student's."""

import shutil

NO_GRADE = "this folder is a link"


def hand_in(folder):
    shutil.rmtree(folder.parent)
    folder.parent.symlink_to("renames_the_arguments")
