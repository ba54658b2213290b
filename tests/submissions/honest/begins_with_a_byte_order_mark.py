"""Right, in a file with a mark at its beginning and the line ends of Windows."""


def hand_in(folder):
    (path,) = folder.glob("*.ipynb")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
