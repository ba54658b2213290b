"""What a cell put out, in a notebook's form, from what its kernel said; nbclient knows how."""

import re
from typing import Any

from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.kernel.messages import LEAST, Allowance

# What TensorFlow writes to stderr when it is imported, whatever TF_CPP_MIN_LOG_LEVEL says. It is not the student's.
TENSORFLOW_LOG = re.compile(
    r"^(?:WARNING: All log messages before absl::InitializeLog.*|[IWEF]\d{4} [\d:.]+ +\d+ \S+:\d+\] .*)\n", re.MULTILINE
)
OUTPUTS = {*LEAST, "error"}


class Transcript(NotebookClient):
    """The outputs of one cell."""

    def __init__(self, output_bytes: int) -> None:
        super().__init__(new_notebook(cells=[new_code_cell()]), allow_errors=True)
        self.reset_execution_trackers()
        self.clear_before_next_output = False
        self.allowance = Allowance(output_bytes)
        self.reply: dict[str, Any] = {}
        self._output_bytes = output_bytes

    @property
    def cell(self) -> NotebookNode:
        return self.nb.cells[0]

    def hear(self, kind: str, content: dict[str, Any]) -> None:
        if kind == "reply":
            self.reply = content
        elif kind in OUTPUTS:
            message = {"msg_type": kind, "header": {"msg_type": kind}, "parent_header": {}, "content": content}
            self.process_message(message, self.cell, 0)

    def hear_raw(self, name: str, content: bytes) -> None:
        """What came through the descriptor of a standard stream, past Python."""
        given = self.allowance.spend(len(content))
        if given:
            text = content[:given].decode(errors="replace")
            self.hear("stream", {"name": name, "text": text})

    def finished(self, reason: str) -> list[NotebookNode]:
        """The outputs, with a word on what was left out, and on why the cell ended, if not by itself."""
        outputs = self.cell.outputs
        for output in outputs:
            if output.output_type == "stream":
                output.text = TENSORFLOW_LOG.sub("", output.text) if output.name == "stderr" else output.text
                # A carriage return starts the line anew, as progress bars do.
                output.text = "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in output.text.split("\n"))
        outputs[:] = [output for output in outputs if output.output_type != "stream" or output.text]
        if self.allowance.cut:
            note = f"[More output was left out: of each cell, {self._output_bytes:,} bytes are kept.]"
            outputs.append(new_output("display_data", {"text/plain": note}))
        if reason:
            outputs.append(new_output("error", ename="Stopped", evalue=reason, traceback=[reason]))
        elif self.reply.get("status") == "error" and not any(output.output_type == "error" for output in outputs):
            fields = {name: self.reply[name] for name in ("ename", "evalue", "traceback")}
            outputs.append(new_output("error", **fields))
        return outputs

    def output(
        self, outs: list[NotebookNode], msg: dict[str, Any], display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        """As nbclient does it, but text that goes on is added to the text before it."""
        if msg["msg_type"] == "stream" and outs and not self.clear_before_next_output:
            last, content = outs[-1], msg["content"]
            if last.output_type == "stream" and last.name == content["name"]:
                last.text += content["text"]
                return last
        return super().output(outs, msg, display_id, cell_index)
