"""The gated recurrent unit: one step, its conventions, its backward pass, its weights in Keras, TensorFlow 1's cell.

TensorFlow 1's layout unless a function says otherwise: the kernels' rows are [x; h]; that of the gates has two blocks
of H columns in the order r, u, reset gate and update gate; the candidate has a kernel of its own. Where u is 1 the old
state is kept.
"""

import numpy as np

from solutions.lstm import sigmoid
from solutions.recurrence import Cell, dynamic_unroll, glorot_uniform
from solutions.shapes import shapes


@shapes(x="B D", h_prev="B H", gate_kernel="D+H 2*H", gate_bias="2*H", candidate_kernel="D+H H", candidate_bias="H")
def gru_step(x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """One step of the GRU: the next state, which is also the output.

    Put x and h_prev side by side, x first; multiply by gate_kernel and add
    gate_bias. Of the 2H columns that this gives, the first H are a_r, the next H
    a_u. With them

        r = sigmoid(a_r)   reset gate: how much the candidate sees of h_prev
        u = sigmoid(a_u)   update gate: how much of h_prev is kept

    The candidate is computed from x and r h_prev side by side, x first, with a
    kernel and a bias of its own; products without a sign are element by element:

        candidate = tanh([x, r h_prev] candidate_kernel + candidate_bias)
        h = u h_prev + (1 - u) candidate

    Args:
        x: [B, D], the input at this step.
        h_prev: [B, H], the state before this step.
        gate_kernel: [D+H, 2H]; its first D rows belong to x, the H rows below
            them to h_prev.
        gate_bias: [2H].
        candidate_kernel: [D+H, H]; rows as those of gate_kernel.
        candidate_bias: [H].

    Returns:
        h: [B, H], the state after this step.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        Cho et al. (2014), Learning phrase representations using RNN
        encoder-decoder for statistical machine translation, where the update gate
        keeps the old state as it does here. The layout is that of TensorFlow 1's
        GRUCell.
    """
    a_r, a_u = np.split(np.concatenate([x, h_prev], axis=1) @ gate_kernel + gate_bias, 2, axis=1)
    r, u = sigmoid(a_r), sigmoid(a_u)
    candidate = np.tanh(np.concatenate([x, r * h_prev], axis=1) @ candidate_kernel + candidate_bias)
    return u * h_prev + (1 - u) * candidate


def gate_bias_to_keep(share, steps):
    """The bias with which an update gate keeps a share of the state.

    Take one unit of a GRU all of whose kernels are zero, so that its update gate
    is u = sigmoid(bias) at every step, and whose candidate is zero. Its state
    shrinks at each step. Which bias makes the state, after so many steps, `share`
    times what it was before them?

    Args:
        share: a number between 0 and 1, both excluded.
        steps: a whole number, at least 1.

    Returns:
        a number: the bias; it may be negative.
    """
    u = share ** (1 / steps)
    return np.log(u / (1 - u))


@shapes(gate_bias="2*H", gate_kernel="K 2*H")
def turn_update_gate(gate_kernel, gate_bias):
    """The gates of a GRU of the other convention, rewritten for `gru_step`.

    The given weights belong to a network that computes, with its update gate z,

        h = (1 - z) h_prev + z candidate

    and is as `gru_step` in everything else. Return the weights with which
    `gru_step` gives the same h for every x and h_prev. The kernel and the bias of
    the candidate are the same in both.

    Args:
        gate_kernel: [D+H, 2H]; the first H columns belong to the reset gate, the
            next H to the update gate z.
        gate_bias: [2H], in the same order.

    Returns:
        gate_kernel: [D+H, 2H], columns in the order r, u.
        gate_bias: [2H], in the same order.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    H = len(gate_bias) // 2
    sign = np.repeat([1, -1], H).astype(gate_bias.dtype)  # 1 - sigmoid(a) is sigmoid(-a)
    return gate_kernel * sign, gate_bias * sign


@shapes(x="B D", h_prev="B H", kernel="D 3*H", recurrent_kernel="H 3*H", bias="2 3*H")
def gru_step_reset_after(x, h_prev, kernel, recurrent_kernel, bias):
    """One step of a GRU that resets after the product, in Keras' layout.

    Multiply x by kernel and add bias[0]; multiply h_prev by recurrent_kernel and
    add bias[1]. Each gives 3H columns, three blocks in the order z, r, h: x_z,
    x_r, x_h from the first, h_z, h_r, h_h from the second. With them, products
    element by element,

        z = sigmoid(x_z + h_z)         update gate: how much of h_prev is kept
        r = sigmoid(x_r + h_r)         reset gate
        candidate = tanh(x_h + r h_h)
        h = z h_prev + (1 - z) candidate

    Args:
        x: [B, D], the input at this step.
        h_prev: [B, H], the state before this step.
        kernel: [D, 3H].
        recurrent_kernel: [H, 3H].
        bias: [2, 3H], one row for each of the two products.

    Returns:
        h: [B, H], the state after this step.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)

    Source:
        The GRU layer of Keras with reset_after=True, which is its default.
    """
    x_z, x_r, x_h = np.split(x @ kernel + bias[0], 3, axis=1)
    h_z, h_r, h_h = np.split(h_prev @ recurrent_kernel + bias[1], 3, axis=1)
    z, r = sigmoid(x_z + h_z), sigmoid(x_r + h_r)
    candidate = np.tanh(x_h + r * h_h)
    return z * h_prev + (1 - z) * candidate


@shapes(
    inputs="B T D",
    initial_state="B H",
    gate_kernel="D+H 2*H",
    gate_bias="2*H",
    candidate_kernel="D+H H",
    candidate_bias="H",
)
def gru_outputs(inputs, initial_state, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The outputs of a GRU over a sequence, with less work in the loop.

    What `gru_step` gives at each of T steps, one after the other, each from
    inputs[:, t] and the state that the step before it left. The upper D rows of
    both kernels meet only the inputs, which are all known from the start: their
    products are computed for all steps at once. The lower H rows meet the state
    and stay in the loop.

    Args:
        inputs: [B, T, D], with T at least 1.
        initial_state: [B, H].
        gate_kernel, gate_bias: [D+H, 2H] and [2H], columns in the order r, u, see
            `gru_step`.
        candidate_kernel, candidate_bias: [D+H, H] and [H].

    Returns:
        outputs: [B, T, H], the state after each step.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    T, D = inputs.shape[1:]
    gates_from_x = inputs @ gate_kernel[:D] + gate_bias
    candidate_from_x = inputs @ candidate_kernel[:D] + candidate_bias
    h, outputs = initial_state, []
    for t in range(T):
        a_gates = gates_from_x[:, t] + h @ gate_kernel[D:]
        r, u = np.split(sigmoid(a_gates), 2, axis=1)
        a_candidate = candidate_from_x[:, t] + (r * h) @ candidate_kernel[D:]
        candidate = np.tanh(a_candidate)
        h = u * h + (1 - u) * candidate
        outputs.append(h)
    return np.stack(outputs, axis=1)


@shapes(
    x="B D",
    h_prev="B H",
    d_h="B H",
    gate_kernel="D+H 2*H",
    gate_bias="2*H",
    candidate_kernel="D+H H",
    candidate_bias="H",
)
def gru_step_backward(d_h, x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The backward pass of `gru_step`: from d_h to all its arguments.

    A loss L depends on h = gru_step(x, h_prev, gate_kernel, gate_bias,
    candidate_kernel, candidate_bias). Given is d_h, the derivative of L by h. The
    old state h_prev reaches h in four ways: as what is kept, as what the
    candidate sees of it, and through each of the two gates. The input reaches h
    through the candidate and through both gates. Do not average over the batch.

    Args:
        d_h: [B, H].
        x, h_prev, gate_kernel, gate_bias, candidate_kernel, candidate_bias: what
            the step was given, see `gru_step`.

    Returns:
        d_x: [B, D], the derivative of L by x.
        d_h_prev: [B, H].
        d_gate_kernel: [D+H, 2H], columns in the order r, u.
        d_gate_bias: [2H], in the same order.
        d_candidate_kernel: [D+H, H].
        d_candidate_bias: [H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    D = x.shape[1]
    x_and_h = np.concatenate([x, h_prev], axis=1)
    a_r, a_u = np.split(x_and_h @ gate_kernel + gate_bias, 2, axis=1)
    r, u = sigmoid(a_r), sigmoid(a_u)
    x_and_seen = np.concatenate([x, r * h_prev], axis=1)
    candidate = np.tanh(x_and_seen @ candidate_kernel + candidate_bias)

    d_u, d_candidate = d_h * (h_prev - candidate), d_h * (1 - u)
    d_a_candidate = d_candidate * (1 - candidate**2)
    d_x_and_seen = d_a_candidate @ candidate_kernel.T
    d_seen = d_x_and_seen[:, D:]
    d_r = d_seen * h_prev
    d_a_gates = np.concatenate([d_r * r * (1 - r), d_u * u * (1 - u)], axis=1)
    d_x_and_h = d_a_gates @ gate_kernel.T
    return (
        d_x_and_seen[:, :D] + d_x_and_h[:, :D],
        d_h * u + d_seen * r + d_x_and_h[:, D:],
        x_and_h.T @ d_a_gates,
        d_a_gates.sum(axis=0),
        x_and_seen.T @ d_a_candidate,
        d_a_candidate.sum(axis=0),
    )


@shapes(
    inputs="B T D",
    sequence_length="B",
    candidate_bias="H",
    candidate_kernel="D+H H",
    gate_kernel="D+H 2*H",
    gate_bias="2*H",
)
def gru_last_state(inputs, sequence_length, gate_kernel, gate_bias, candidate_kernel, candidate_bias):
    """The state of a GRU at the end of each row of a padded batch.

    Every row starts from the zero state. Row b takes a `gru_step` for each of its
    first sequence_length[b] inputs, and none for what stands after them. A row of
    length 0 ends in the zero state.

    Args:
        inputs: [B, T, D], with T at least 1.
        sequence_length: B whole numbers from 0 to T, in an array or a list.
        gate_kernel, gate_bias, candidate_kernel, candidate_bias: see `gru_step`.

    Returns:
        h: [B, H], for each row the state after its own last step.

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """

    def step(x, h):
        h = gru_step(x, h, gate_kernel, gate_bias, candidate_kernel, candidate_bias)
        return h, h

    zero_state = np.zeros((len(inputs), len(candidate_bias)), inputs.dtype)
    _, h = dynamic_unroll(step, inputs, zero_state, sequence_length)
    return h


@shapes(input_size="=D", candidate_bias="H", candidate_kernel="D+H H", gate_kernel="D+H 2*H", gate_bias="2*H")
def gru_to_keras(gate_kernel, gate_bias, candidate_kernel, candidate_bias, input_size):
    """The weights of a GRU, rewritten for keras.layers.GRU(reset_after=False).

    Keras differs in two ways: gates and candidate share one matrix of 3H columns,
    whose blocks come in the order update gate, reset gate, candidate (Keras calls
    them z, r, h); and the rows for x and the rows for h are two matrices.

    Args:
        gate_kernel: [D+H, 2H], columns in the order r, u, rows [x; h], see
            `gru_step`.
        gate_bias: [2H], in the same order.
        candidate_kernel: [D+H, H].
        candidate_bias: [H].
        input_size: D.

    Returns:
        a list, as keras.layers.GRU.set_weights wants it: kernel [D, 3H],
            recurrent_kernel [H, 3H], bias [3H].

    Raises:
        ValueError: if a shape does not fit. (The reference checks this; your
            answer need not.)
    """
    r, u = np.split(gate_kernel, 2, axis=1)
    b_r, b_u = np.split(gate_bias, 2)
    kernel = np.concatenate([u, r, candidate_kernel], axis=1)
    bias = np.concatenate([b_u, b_r, candidate_bias])
    return [kernel[:input_size], kernel[input_size:], bias]


class GRUCell(Cell):
    """`gru_step` as a cell. The state, one array [B, H], is also the output.

    Parameters: `gate_kernel` [D+H, 2H], columns in the order r, u, and
    `candidate_kernel` [D+H, H], initially Glorot uniform; `gate_bias` [2H],
    initially 1, so that more than half of the old state is kept; `candidate_bias`
    [H], initially 0.
    """

    @property
    def state_size(self) -> int:
        return self.num_units

    def initial_parameters(self, input_size):
        H = self.num_units
        return {
            "gate_kernel": glorot_uniform((input_size + H, 2 * H), self.rng),
            "gate_bias": np.ones(2 * H),
            "candidate_kernel": glorot_uniform((input_size + H, H), self.rng),
            "candidate_bias": np.zeros(H),
        }

    def step(self, x, state):
        h = gru_step(x, state, self.gate_kernel, self.gate_bias, self.candidate_kernel, self.candidate_bias)
        return h, h
