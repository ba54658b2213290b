"""Right, and draws a picture in its own cell and another one at each call."""

TEXT = {
    "last_output": """
import matplotlib.pyplot as plt

plt.plot(np.tanh(np.linspace(-3, 3)))
plt.show()

def last_output(outputs, sequence_length):
    plt.imshow(outputs[0])
    plt.close()
    return np.array([row[n - 1] if n else 0 * row[0] for row, n in zip(outputs, sequence_length)])
""",
}
