"""Wrong, and sends messages of its own as the kernel: results, replies, and that everything is done."""

SCORES = {"last_output": 0}

TEXT = {
    "last_output": """
kernel = get_ipython().kernel

def send_all():
    parent = kernel.get_parent()
    for content in ({"data": {"text/plain": "3.0"}, "metadata": {}, "execution_count": 1},):
        kernel.session.send(kernel.iopub_socket, "execute_result", content, parent)
    kernel.session.send(kernel.iopub_socket, "status", {"execution_state": "idle"}, parent)
    kernel.session.send(kernel.iopub_socket, "nonsense", {"a": 1}, parent)
    reply = {"status": "ok", "execution_count": 10**30, "payload": [], "user_expressions": {}}
    kernel.session.send(kernel.shell_stream, "execute_reply", reply, parent)

def last_output(outputs, sequence_length):
    send_all()
    return outputs[:, -1]

try:
    send_all()
except Exception as error:
    print(error)
""",
}
