"""Right, behind decorators that count, time and remember."""

TEXT = {
    "rnn_step": """
import functools, time

def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            wrapper.seconds = time.perf_counter() - start
    return wrapper

@functools.lru_cache
def halves(D, H):
    return slice(None, D), slice(D, D + H)

@timed
@timed
def rnn_step(x, h_prev, kernel, bias):
    of_x, of_h = halves(x.shape[1], h_prev.shape[1])
    return np.tanh(x @ kernel[of_x] + h_prev @ kernel[of_h] + bias)
""",
}
