"""Every answer is right."""

TEXT = {
    "vanishing_explained": "Each step back in time multiplies the gradient by the same matrix and by slopes of tanh below 1.",
    "dropout_explained": "Drop between layers and not along time; the curve on melodies held back decides; off when used.",
    "gates_explained": "The forget gate decides what is kept, the input gate what is written, the output gate what is shown.",
    "conventions_explained": "PyTorch resets after the product, TensorFlow 1 before it; no conversion of weights changes that.",
    "depth_explained": "A fair comparison has equal numbers of parameters and several seeds; one cell in every place is one kernel.",
}
