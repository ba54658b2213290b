"""An answer that waits for something that will never come, and uses no processor at all."""

SCORES = {"last_output": 0}
REMARK = "ran longer than"


def last_output(outputs, sequence_length):
    import threading

    lock = threading.Lock()
    lock.acquire()
    lock.acquire()
