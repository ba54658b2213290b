"""Gates over a sequence as heatmaps: a panel for each gate, a row for each unit, a column for each step."""

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgba
from matplotlib.figure import Figure

from figures import style

COLOURS = style.GREEN, style.RED, style.PURPLE


def draw(gates: dict[str, list[np.ndarray]], labels: list[str] | None = None, width: float = 7) -> Figure:
    """Each gate of each sequence, [T, H] between 0 and 1, one sequence after the other; `labels` name the steps."""
    figure, axes = style.new(width, 1.6 * len(gates) + 0.5, nrows=len(gates), sharex=True)
    for ax, (name, sequences), colour in zip(axes, gates.items(), COLOURS, strict=False):
        shades = LinearSegmentedColormap.from_list("", [to_rgba(colour, 0), colour])  # closed is as light as the page
        image = ax.imshow(np.concatenate(sequences).T, aspect="auto", vmin=0, vmax=1, cmap=shades, interpolation="none")
        ax.set(title=name, ylabel="unit", yticks=[])
        ax.grid(False)
        for end in np.cumsum([len(one) for one in sequences])[:-1]:
            ax.axvline(end - 0.5, color=style.INK, linewidth=1)
        figure.colorbar(image, ax=ax, ticks=[0, 1], pad=0.01)
    if labels is None:
        axes[-1].set_xlabel("step")
    else:
        axes[-1].set_xticks(range(len(labels)), labels)
    return figure
