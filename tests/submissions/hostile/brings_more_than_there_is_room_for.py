"""Right, with three hundred megabytes of data beside the notebook, more than a submission may have."""

NO_GRADE = "take 30. MiB; a submission may have 256 MiB"


def hand_in(folder):
    for number in range(3):
        with (folder / f"data {number}.bin").open("wb") as file:
            file.truncate(100 * 2**20)
