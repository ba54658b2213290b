"""Right, with a dataclass to hold what belongs together, and a match statement."""

TEXT = {
    "two_steps": """
from dataclasses import dataclass

@dataclass(frozen=True)
class Dual:
    value: np.ndarray
    slope: np.ndarray

    def tanh(self):
        h = np.tanh(self.value)
        return Dual(h, (1 - h**2) * self.slope)

def two_steps(x_1, x_2, h_0, w_x, w_h, b):
    h = Dual(h_0, 0 * h_0)
    for x in (x_1, x_2):
        match h:
            case Dual(value, slope):
                h = Dual(w_x * x + w_h * value + b, value + w_h * slope).tanh()
    return h.value, h.slope
""",
}
