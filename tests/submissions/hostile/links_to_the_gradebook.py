"""A link to the gradebook beside the notebook, and folders that are links to everything."""

NO_GRADE = "is a link"


def hand_in(folder):
    (folder / "gradebook.db").symlink_to("../../../gradebook.db")
    (folder / "everything").symlink_to("/")
    (folder / "itself").symlink_to(".")
