"""In place of the folder, a link to somebody else's."""

import shutil

NO_GRADE = "is a link"


def hand_in(folder):
    shutil.rmtree(folder)
    folder.symlink_to(f"../renames_the_arguments/{folder.name}")
