"""Train: one update of a network, made of everything before it."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import recurrence as reference

RATE, CLIP_NORM = 6, 7  # their places among the arguments


def draw_batches(rng):
    # all different; B = H; D = H and one output; T = 1; a single row. In the first and third the gradient is clipped.
    for (B, T, D, H, K), clip_norm in (
        ((3, 5, 2, 4, 3), 0.2),
        ((4, 3, 2, 4, 2), 1e3),
        ((2, 4, 3, 3, 1), 0.3),
        ((3, 1, 2, 4, 2), 1e3),
        ((1, 4, 3, 2, 4), 1e3),
    ):
        yield (
            rng.normal(size=(B, T, D)),
            2 * rng.normal(size=(B, T, K)),
            0.7 * rng.normal(size=(D + H, H)),
            0.7 * rng.normal(size=H),
            rng.normal(size=(H, K)),
            rng.normal(size=K),
            rng.uniform(0.5, 1.5),
            clip_norm,
        )


RESULTS = ("loss", "kernel", "bias", "output_kernel", "output_bias")


def clips(*arguments):
    return arguments[CLIP_NORM] < 1


def unclipped(*arguments):
    return not clips(*arguments)


training_step = Exercise(
    reference.training_step,
    results=RESULTS,
    draw=draw_batches,
    aspects=(
        Aspect(
            "loss",
            1,
            path=(0,),
            hint="The loss is the mean of all B T K squared differences, before anything is updated.",
        ),
        Aspect(
            "output_bias",
            0.5,
            when=unclipped,
            path=(4,),
            hint="The output bias is part of every prediction: its gradient adds up those at all predictions.",
        ),
        Aspect(
            "output_kernel",
            0.5,
            when=unclipped,
            path=(3,),
            hint="At every step the output kernel meets the state of that step, so that each step has a share in its "
            "gradient.",
        ),
        Aspect(
            "kernel",
            1,
            when=unclipped,
            path=(1,),
            hint="The gradient at each state comes from its own prediction, through the output kernel; `bptt` does "
            "the rest.",
        ),
        Aspect(
            "bias",
            1,
            when=unclipped,
            path=(2,),
            hint="The bias of the cell moves against its gradient, as far as the rate says: look at its sign and its "
            "size.",
        ),
        Aspect(
            "clipped gradients",
            1,
            when=clips,
            needs=("output_bias", "output_kernel", "kernel", "bias"),
            hint="The four gradients are one vector, which is shortened as a whole before anything is updated with it.",
        ),
        Purity("no side effects", 1, needs=("loss", "clipped gradients")),
    ),
)


def without_clipping(*arguments):
    return *arguments[:CLIP_NORM], 1e9


def gradients_of(*arguments):
    """The gradients by the four parameters, as they are before clipping."""
    _, *new = reference.training_step(*arguments[:RATE], 1.0, 1e9)
    return [old - one for old, one in zip(arguments[2:RATE], new, strict=True)]


def updated(arguments, gradients, clip_norm=None):
    """The results with other gradients, clipped by their global norm unless told otherwise."""
    clipped, _ = reference.clip_by_global_norm(gradients, clip_norm or arguments[CLIP_NORM])
    loss = reference.training_step(*arguments)[0]
    return loss, *(old - arguments[RATE] * one for old, one in zip(arguments[2:RATE], clipped, strict=True))


@mistake_in(training_step)
def not_clipped(*arguments):
    """The update is right as long as the gradient is short. A long one should be shortened first."""
    return reference.training_step(*without_clipping(*arguments))


@mistake_in(training_step)
def each_array_clipped(*arguments):
    """Each array is shortened by itself, which turns the gradient. All four together count as one vector."""
    clipped = [reference.clip_by_global_norm([one], arguments[CLIP_NORM])[0][0] for one in gradients_of(*arguments)]
    return updated(arguments, clipped, clip_norm=1e9)


@mistake_in(training_step)
def cell_and_output_layer_clipped_apart(*arguments):
    """The gradients of the cell are shortened together, and those of the output layer by themselves: all four belong
    together."""
    gradients = gradients_of(*arguments)
    clipped = [
        one
        for part in (gradients[:2], gradients[2:])
        for one in reference.clip_by_global_norm(part, arguments[CLIP_NORM])[0]
    ]
    return updated(arguments, clipped, clip_norm=1e9)


@mistake_in(training_step)
def cell_clipped_alone(*arguments):
    """The gradients of the cell are shortened, and those of the output layer are not: all four belong together."""
    gradients = gradients_of(*arguments)
    clipped, _ = reference.clip_by_global_norm(gradients[:2], arguments[CLIP_NORM])
    return updated(arguments, [*clipped, *gradients[2:]], clip_norm=1e9)


@mistake_in(training_step)
def numbers_clipped(*arguments):
    """Every number is cut off by itself, which turns the gradient: shorten the whole of it."""
    clip_norm = arguments[CLIP_NORM]
    return updated(arguments, [np.clip(one, -clip_norm, clip_norm) for one in gradients_of(*arguments)], clip_norm=1e9)


@mistake_in(training_step)
def rate_before_clipping(*arguments):
    """The gradient is multiplied by the rate first and shortened then. The length of the gradient itself is limited."""
    step = [arguments[RATE] * one for one in gradients_of(*arguments)]
    clipped, _ = reference.clip_by_global_norm(step, arguments[CLIP_NORM])
    return updated(arguments, [one / arguments[RATE] for one in clipped], clip_norm=1e9)


@mistake_in(training_step)
def uphill(*arguments):
    """The parameters move the way in which the loss grows: which sign has a step downhill?"""
    loss, *new = reference.training_step(*arguments)
    return loss, *(2 * old - one for old, one in zip(arguments[2:RATE], new, strict=True))


@mistake_in(training_step)
def rate_left_out(*arguments):
    """The step is as long as the gradient: the learning rate makes no difference. What is the gradient multiplied
    by?"""
    return reference.training_step(*arguments[:RATE], 1.0, arguments[CLIP_NORM])


@mistake_in(training_step)
def half_the_gradient(*arguments):
    """The gradient is half of what it should be: what comes down when a square is differentiated?"""
    return updated(arguments, [one / 2 for one in gradients_of(*arguments)])


@mistake_in(training_step)
def gradient_not_averaged(*arguments):
    """The loss is a mean, and its gradient is that of a sum: which factor does the mean leave in each derivative?"""
    targets = arguments[1]
    return updated(arguments, [one * targets.size for one in gradients_of(*arguments)])


@mistake_in(training_step)
def gradient_averaged_over_the_batch_only(*arguments):
    """The gradient is divided by the number of rows alone: over how many numbers was the mean taken?"""
    targets = arguments[1]
    return updated(arguments, [one * targets.size / len(targets) for one in gradients_of(*arguments)])


@mistake_in(training_step)
def summed_squares(*arguments):
    """The squared differences are added up, in the loss and in its gradient: a mean is asked for."""
    targets = arguments[1]
    loss, *new = gradient_not_averaged(*arguments)
    return loss * targets.size, *new


def mean_over(count, *arguments):
    """The results where the loss is the sum of all squares divided by another count, and its gradient follows."""
    factor = arguments[1].size / count
    loss, *new = updated(arguments, [one * factor for one in gradients_of(*arguments)])
    return loss * factor, *new


@mistake_in(training_step)
def mean_over_rows_only(*arguments):
    """The sum of the squares is divided by the number of rows alone, in the loss and in its gradient. The mean is over
    steps and outputs as well."""
    return mean_over(len(arguments[1]), *arguments)


@mistake_in(training_step)
def mean_over_steps_only(*arguments):
    """The sum of the squares is divided by the number of steps alone, in the loss and in its gradient. The mean is over
    rows and outputs as well."""
    return mean_over(arguments[1].shape[1], *arguments)


@mistake_in(training_step)
def mean_over_rows_and_steps(*arguments):
    """The sum of the squares is divided by the number of rows and steps, in the loss and in its gradient. With several
    outputs there are more differences than that."""
    B, T, _ = arguments[1].shape
    return mean_over(B * T, *arguments)


@mistake_in(training_step)
def half_the_mean(*arguments):
    """Loss and gradient are half of what they should be: here no 1/2 stands before the mean."""
    return mean_over(2 * arguments[1].size, *arguments)


@mistake_in(training_step)
def gradient_averaged_over_rows_and_steps(*arguments):
    """The loss is right. Its gradient is divided by the number of rows and steps: over how many numbers was the mean
    taken, where there are several outputs?"""
    K = arguments[1].shape[2]
    return updated(arguments, [one * K for one in gradients_of(*arguments)])


@mistake_in(training_step)
def gradients_returned(*arguments):
    """These are the gradients, clipped. What is asked for are the parameters that they lead to."""
    clipped, _ = reference.clip_by_global_norm(gradients_of(*arguments), arguments[CLIP_NORM])
    return reference.training_step(*arguments)[0], *clipped


@mistake_in(training_step)
def loss_after_the_update(*arguments):
    """The loss is that of the new parameters. It should be the one of those that were handed in."""
    _, *new = reference.training_step(*arguments)
    return reference.training_step(*arguments[:2], *new, *arguments[RATE:])[0], *new


@mistake_in(training_step)
def root_of_the_loss(*arguments):
    """The parameters are right. A root is taken of the loss, and it is not asked for."""
    loss, *new = reference.training_step(*arguments)
    return np.sqrt(loss), *new


def forward(inputs, targets, kernel, bias, output_kernel, output_bias, *_):
    """The initial state, all states, and the gradient at the predictions."""
    zero = np.zeros((len(inputs), len(bias)))
    h, _ = reference.unroll(lambda x, h: (reference.rnn_step(x, h, kernel, bias),) * 2, inputs, zero)
    return zero, h, 2 * (h @ output_kernel + output_bias - targets) / targets.size


def with_output_kernel_by(arguments, h, d_y):
    """The results where the gradient of the output kernel is made of these states and gradients."""
    d_kernel, d_bias, _, d_output_bias = gradients_of(*arguments)
    return updated(arguments, [d_kernel, d_bias, np.einsum("bth,btk->hk", h, d_y), d_output_bias])


@mistake_in(training_step)
def output_kernel_by_the_last_step(*arguments):
    """The gradient of the output kernel comes from the last step alone. It was used at every step."""
    _, h, d_y = forward(*arguments)
    return with_output_kernel_by(arguments, h[:, -1:], d_y[:, -1:])


@mistake_in(training_step)
def output_kernel_by_the_states_before(*arguments):
    """The gradient of the output kernel is made of the states before the steps: which state does a prediction come
    from?"""
    zero, h, d_y = forward(*arguments)
    return with_output_kernel_by(arguments, np.concatenate([zero[:, np.newaxis], h[:, :-1]], axis=1), d_y)


@mistake_in(training_step)
def cell_hears_the_last_step_only(*arguments):
    """The output layer is right. The cell's gradients come from the prediction at the last step alone, but there is a
    prediction at every step."""
    inputs, _, kernel, bias, output_kernel = arguments[:5]
    zero, _, d_y = forward(*arguments)
    d_y[:, :-1] = 0
    _, _, d_kernel, d_bias = reference.bptt(d_y @ output_kernel.T, inputs, zero, kernel, bias)
    return updated(arguments, [d_kernel, d_bias, *gradients_of(*arguments)[2:]])


@mistake_in(training_step)
def output_layer_updated_first(inputs, targets, kernel, bias, output_kernel, output_bias, rate, clip_norm):
    """The way back to the cell goes through an output layer that has already changed. All gradients belong to the
    parameters as they were."""
    given = (inputs, targets, kernel, bias, output_kernel, output_bias, rate, clip_norm)
    loss, _, _, new_output_kernel, new_output_bias = reference.training_step(*given)
    zero, _, d_y = forward(*given)
    _, _, d_kernel, d_bias = reference.bptt(d_y @ new_output_kernel.T, inputs, zero, kernel, bias)
    clipped, _ = reference.clip_by_global_norm([d_kernel, d_bias, *gradients_of(*given)[2:]], clip_norm)
    return loss, kernel - rate * clipped[0], bias - rate * clipped[1], new_output_kernel, new_output_bias


@mistake_in(training_step)
def cell_not_trained(*arguments):
    """Kernel and bias stay what they were. The cell is trained too: what does `bptt` give you?"""
    loss, _, _, *new = reference.training_step(*arguments)
    return loss, *arguments[2:4], *new


@mistake_in(training_step)
def output_layer_not_trained(*arguments):
    """The output layer stays what it was. It has parameters of its own, which are trained too."""
    return *reference.training_step(*arguments)[:3], *arguments[4:RATE]


@mistake_in(training_step)
def output_bias_not_trained(*arguments):
    """The output bias stays what it was. It is part of every prediction, and so it has a gradient."""
    return *reference.training_step(*arguments)[:4], arguments[5]


@mistake_in(training_step)
def last_step_only(inputs, targets, *others):
    """The loss sees the prediction at the last step only. There is a target at each."""
    _, h, _ = forward(inputs, targets, *others)
    output_kernel, output_bias = others[2:4]
    reached = targets.copy()
    reached[:, :-1] = (h @ output_kernel + output_bias)[:, :-1]
    T = inputs.shape[1]
    given = (inputs, reached, *others)
    loss = reference.training_step(*given)[0]
    return T * loss, *updated(given, [T * one for one in gradients_of(*given)])[1:]


@mistake_in(training_step)
def parameters_changed_in_place(*arguments):
    """The values are right, but the parameters that were handed in are changed: return new arrays."""
    loss, *new = reference.training_step(*arguments)
    for old, one in zip(arguments[2:RATE], new, strict=True):
        old[...] = one
    return loss, *arguments[2:RATE]
