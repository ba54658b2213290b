"""The figures of the book, each drawn by code: `style` shows them, every other module has a `draw() -> Figure`."""
