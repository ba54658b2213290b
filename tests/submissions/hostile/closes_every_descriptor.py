"""Closes every descriptor of its process, those of the kernel's sockets as well."""

SCORES = {"last_output": 0}
REMARK = "last_output: This cell (ran longer|ended|cut the connection)"

TEXT = {
    "last_output": """
import os

os.closerange(0, 4096)
""",
}
