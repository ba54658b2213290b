"""Ends the process in several answers, each in its own way; the ones between are right."""

SCORES = {"rnn_step": 0, "last_output": 0, "two_steps": 0, "rnn_to_keras": 0, "bptt": 0, "training_step": 0}
REMARK = "check_last_output: This cell ended the Python process"


def rnn_step(x, h_prev, kernel, bias):
    raise SystemExit(0)


def last_output(outputs, sequence_length):
    import os

    os._exit(0)


def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    import os

    os.abort()


def rnn_to_keras(kernel, bias, output_kernel, output_bias):
    import os
    import signal

    os.kill(os.getpid(), signal.SIGKILL)
