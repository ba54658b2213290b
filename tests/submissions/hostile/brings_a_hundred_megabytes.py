"""Right, with a hundred megabytes of data beside the notebook."""


def hand_in(folder):
    with (folder / "data.bin").open("wb") as file:
        file.truncate(100 * 2**20)
