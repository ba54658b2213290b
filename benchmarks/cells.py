"""An LSTM over a batch of sequences: how long do the reference, Keras and PyTorch take, on the same thread?

    make bench

All are given the same weights and inputs in float32, and must agree on the outputs and on the gradient at the inputs
before they are timed. Each has one thread, so that the processor time it takes is what it would take on an idle
machine. They take turns, so that whatever else the machine does troubles all of them alike. A ratio is that of two
times measured in the same turn; the table gives the median over the turns and, in brackets, the middle half of them.

PyTorch takes part where it can be imported. It is not among the packages of the course: give it a folder of its own.

    pip install --target /tmp/torch torch
    PYTHONPATH=/tmp/torch make bench
"""

import datetime
import platform
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from solutions.lstm import lstm_bptt, lstm_step, lstm_to_keras
from solutions.recurrence import unroll

try:
    import torch
except ImportError:
    torch = None

B, T, D, H = 32, 50, 64, 128
TURNS = 40
AGAINST = "Keras, compiled"

Pass = Callable[[], tuple]  # a run whose result may be compared; its first two arrays are looked at


def arguments(sizes: tuple[int, int, int, int]) -> tuple[np.ndarray, ...]:
    """The gradient at the outputs, the inputs, the kernel and the bias."""
    B, T, D, H = sizes
    rng = np.random.default_rng(0)
    drawn = rng.normal(size=(B, T, H)), rng.normal(size=(B, T, D)), rng.normal(size=(D + H, 4 * H)) / np.sqrt(D + H)
    return *(array.astype(np.float32) for array in drawn), np.zeros(4 * H, np.float32)


def of_the_reference(d_outputs, inputs, kernel, bias) -> tuple[Pass, Pass]:
    zero = np.zeros_like(d_outputs[:, 0])

    def step(x, state):
        c, h = lstm_step(x, *state, kernel, bias)
        return h, (c, h)

    return (
        lambda: unroll(step, inputs, (zero, zero)),
        lambda: lstm_bptt(d_outputs, inputs, zero, zero, kernel, bias),
    )


def of_keras(d_outputs, inputs, kernel, bias, compiled: bool) -> tuple[Pass, Pass]:
    layer = keras.layers.LSTM(d_outputs.shape[2], return_sequences=True)
    layer.build(inputs.shape)
    layer.set_weights(lstm_to_keras(kernel, bias, inputs.shape[2]))
    x, d = tf.constant(inputs), tf.constant(d_outputs)
    weights = [weight.value for weight in layer.trainable_weights]

    def forward(x):
        return (layer(x),)

    def backward(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            loss = tf.reduce_sum(layer(x) * d)
        return tape.gradient(loss, [x, *weights])

    if compiled:
        forward, backward = tf.function(forward), tf.function(backward)
    return lambda: forward(x), lambda: backward(x)


def of_torch(d_outputs, inputs, kernel, bias) -> tuple[Pass, Pass]:
    torch.set_num_threads(1)
    layer = torch.nn.LSTM(inputs.shape[2], d_outputs.shape[2], batch_first=True)
    of_x, of_h, bias = lstm_to_keras(kernel, bias, inputs.shape[2])  # PyTorch has Keras' order of blocks, transposed
    weights = of_x.T, of_h.T, bias, 0 * bias
    with torch.no_grad():
        for parameter, weight in zip(layer.parameters(), weights, strict=True):
            parameter.copy_(torch.tensor(weight))
    x, d = torch.tensor(inputs, requires_grad=True), torch.tensor(d_outputs)

    def forward():
        with torch.no_grad():
            return (layer(x)[0],)

    return forward, lambda: torch.autograd.grad((layer(x)[0] * d).sum(), [x, *layer.parameters()])


def contestants(sizes: tuple[int, int, int, int] = (B, T, D, H)) -> dict[str, tuple[Pass, Pass]]:
    """The forward pass, and the forward and backward pass, of each by name.

    Raises:
        AssertionError: if the outputs or the gradients at the inputs are not those of the reference.
    """
    given = arguments(sizes)
    found = {
        "the reference, NumPy": of_the_reference(*given),
        "Keras, eager": of_keras(*given, compiled=False),
        AGAINST: of_keras(*given, compiled=True),
    }
    if torch:
        found["PyTorch"] = of_torch(*given)
    wanted = [np.asarray(one()[0]) for one in found["the reference, NumPy"]]
    for passes in found.values():
        for one, expected in zip(passes, wanted, strict=True):
            np.testing.assert_allclose(np.asarray(one()[0]), expected, rtol=1e-3, atol=1e-4)
    return found


def seconds(passes: list[Pass], turns: int) -> np.ndarray:
    """[turns, passes]: the processor time that each took, in turn."""
    taken = np.empty((turns, len(passes)))
    for turn in taken:
        for number, one in enumerate(passes):
            start = time.process_time()
            one()
            turn[number] = time.process_time() - start
    return taken


def spread(numbers: np.ndarray, digits: int) -> str:
    low, median, high = np.quantile(numbers, [0.25, 0.5, 0.75])
    return f"{median:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def processor() -> str:
    """What the machine calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.partition(": ")[2] for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def main() -> None:
    found = contestants()
    columns = []
    for passes in zip(*found.values(), strict=True):
        taken = seconds(list(passes), TURNS)
        compared = taken / taken[:, [list(found).index(AGAINST)]]
        columns += [[spread(1000 * each, 1) for each in taken.T], [spread(each, 2) for each in compared.T]]

    names = ["numpy", "keras", "tensorflow", *(["torch"] if torch else [])]
    versions = ", ".join(f"{name} {torch.__version__ if name == 'torch' else version(name)}" for name in names)
    print(f"An LSTM forward, and forward and backward: B = {B}, T = {T}, D = {D}, H = {H}, float32, one thread.")
    print(f"{datetime.date.today()}, {processor()}, Python {platform.python_version()}, {versions}\n")
    print("| | forward, ms | times compiled Keras | forward and backward, ms | times compiled Keras |")
    print("|---|---|---|---|---|")
    for name, *row in zip(found, *columns, strict=True):
        print(f"| {name} | {' | '.join(row)} |")
    if not torch:
        print("\nPyTorch is not installed. To have it in the table:")
        print("pip install --target /tmp/torch torch && PYTHONPATH=/tmp/torch make bench")


if __name__ == "__main__":
    main()
