"""What a cell put out, in a notebook's form, from what its kernel said.

A cell has dozens of outputs and a class a thousand notebooks: so no output is validated here, as nbformat's own
functions do it. Whatever its kernel said has been made of known fields by `messages`.
"""

import re
from typing import Any

from nbformat import NotebookNode

from autograder.kernel.messages import Allowance

# What TensorFlow writes to stderr when it is imported, whatever TF_CPP_MIN_LOG_LEVEL says. It is not the student's.
TENSORFLOW_LOG = re.compile(
    r"^(?:WARNING: All log messages before absl::InitializeLog.*|[IWEF]\d{4} [\d:.]+ +\d+ \S+:\d+\] .*)\n", re.MULTILINE
)


class Transcript:
    """The outputs of one cell, and the kernel's reply once it is done."""

    def __init__(self, output_bytes: int) -> None:
        self.allowance = Allowance(output_bytes)
        self.reply: dict[str, Any] = {}
        self._outputs: list[NotebookNode] = []
        self._shown: dict[str, list[NotebookNode]] = {}  # what can be shown anew, by its id
        self._clear_before_next = False
        self._output_bytes = output_bytes

    def hear(self, kind: str, content: dict[str, Any]) -> None:
        """A message of the kernel."""
        if kind == "reply":
            self.reply = content
        elif kind == "clear_output":
            self._clear_before_next = content["wait"]
            if not content["wait"]:
                self._clear()
        elif kind == "update_display_data":
            for output in self._shown.get(content["transient"].get("display_id", ""), []):
                output.update(data=content["data"], metadata=content["metadata"])
        elif kind == "stream":
            self._add_text(content)
        elif kind in ("display_data", "execute_result", "error"):
            self._add(kind, content)

    def hear_raw(self, name: str, content: bytes) -> None:
        """What came through the descriptor of a standard stream, past Python."""
        given = self.allowance.spend(len(content))
        if given:
            self._add_text({"name": name, "text": content[:given].decode(errors="replace")})

    def finished(self, reason: str) -> list[NotebookNode]:
        """The outputs, with a word on what was left out, and on why the cell ended, if not by itself."""
        outputs = self._outputs
        for output in outputs:
            if output.output_type == "stream":
                output.text = TENSORFLOW_LOG.sub("", output.text) if output.name == "stderr" else output.text
                # A carriage return starts the line anew, as progress bars do.
                output.text = "\n".join(line.rstrip("\r").rsplit("\r", 1)[-1] for line in output.text.split("\n"))
        outputs[:] = [output for output in outputs if output.output_type != "stream" or output.text]
        if self.allowance.cut:
            note = f"[More output was left out: of each cell, {self._output_bytes:,} bytes are kept.]"
            outputs.append(display({"text/plain": note}))
        if reason:
            outputs.append(error("Stopped", reason))
        elif self.reply.get("status") == "error" and not any(output.output_type == "error" for output in outputs):
            outputs.append(_output("error", {name: self.reply[name] for name in ("ename", "evalue", "traceback")}))
        return outputs

    def _add_text(self, content: dict[str, Any]) -> None:
        """Text that goes on is added to the text before it."""
        last = self._outputs[-1] if self._outputs and not self._clear_before_next else None
        if last is not None and last.output_type == "stream" and last.name == content["name"]:
            last.text += content["text"]
        else:
            self._add("stream", content)

    def _add(self, kind: str, content: dict[str, Any]) -> None:
        if self._clear_before_next:
            self._clear()
        name = content.get("transient", {}).get("display_id")
        output = _output(kind, {key: value for key, value in content.items() if key != "transient"})
        if name is not None:
            self._shown.setdefault(name, []).append(output)
        self._outputs.append(output)

    def _clear(self) -> None:
        self._outputs.clear()
        self._shown.clear()
        self._clear_before_next = False


def display(data: dict[str, Any]) -> NotebookNode:
    """An output that shows this."""
    return _output("display_data", {"data": data, "metadata": {}})


def error(name: str, sentence: str) -> NotebookNode:
    """An output that says what went wrong."""
    return _output("error", {"ename": name, "evalue": sentence, "traceback": [sentence]})


def _output(kind: str, fields: dict[str, Any]) -> NotebookNode:
    fields = {key: NotebookNode(value) if isinstance(value, dict) else value for key, value in fields.items()}
    return NotebookNode(output_type=kind, **fields)
