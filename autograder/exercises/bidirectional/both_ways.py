"""By hand: two linear chains over three inputs."""

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from autograder.exercises.bidirectional._chains import reference


def draw_numbers(rng):
    for _ in range(4):
        yield tuple(float(number) for number in rng.uniform(0.5, 2, 5) * rng.choice([-1, 1], 5))


both_ways = Exercise(
    reference.both_ways,
    results=("h_3", "g_1", "g_3"),
    draw=draw_numbers,
    aspects=(
        Aspect(
            "h_3",
            1,
            path=(0,),
            hint="The forward chain reads x_1 first. How often has each input been multiplied by u when x_3 is read?",
        ),
        Aspect(
            "g_1",
            1,
            path=(1,),
            hint="The backward chain reads x_3 first and ends at x_1: which of the inputs has gone through the state "
            "twice?",
        ),
        Aspect(
            "g_3",
            0.5,
            path=(2,),
            hint="The backward chain comes from the end: how many inputs has it read when it stands beside x_3?",
        ),
        Purity("no side effects", 0.5, needs=("h_3", "g_1", "g_3")),
    ),
)


def chain(w, u, *xs, start=0.0):
    """The last state of a linear chain that reads these inputs in this order."""
    h = start
    for x in xs:
        h = w * x + u * h
    return h


@mistake_in(both_ways)
def backward_chain_has_read_everything(x_1, x_2, x_3, w, u):
    """h_3 and g_1 are right. At x_3 the backward chain has only begun: which inputs has it read by then?"""
    h_3, g_1, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, g_1, g_1


@mistake_in(both_ways)
def backward_chain_reads_forwards(x_1, x_2, x_3, w, u):
    """This is the forward chain twice: in which order does the backward chain read?"""
    h_3, _, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, h_3, h_3


@mistake_in(both_ways)
def backward_chain_beside_h_3_is_h_3(x_1, x_2, x_3, w, u):
    """h_3 and g_1 are right. g_3 stands beside h_3 but is not h_3: what has a chain that comes from the end read
    there?"""
    h_3, g_1, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, g_1, h_3


@mistake_in(both_ways)
def backward_chain_not_begun(x_1, x_2, x_3, w, u):
    """h_3 and g_1 are right. g_3 is what the backward chain starts from, before it has read x_3."""
    h_3, g_1, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, g_1, 0.0


@mistake_in(both_ways)
def input_itself_at_x_3(x_1, x_2, x_3, w, u):
    """h_3 and g_1 are right. g_3 is the input itself: a state is made of it."""
    h_3, g_1, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, g_1, x_3


@mistake_in(both_ways)
def one_step_too_many_at_x_3(x_1, x_2, x_3, w, u):
    """h_3 and g_1 are right. g_3 knows of x_2 already, and a chain that comes from the end reads that one later."""
    h_3, g_1, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, g_1, chain(w, u, x_3, x_2)


@mistake_in(both_ways)
def chains_exchanged(x_1, x_2, x_3, w, u):
    """Forward and backward have changed places: which input is the freshest in h_3?"""
    h_3, g_1, _ = reference.both_ways(x_1, x_2, x_3, w, u)
    return g_1, h_3, w * x_1


@mistake_in(both_ways)
def backward_states_exchanged(x_1, x_2, x_3, w, u):
    """h_3 is right. The two states of the backward chain have changed places: where does that chain end?"""
    h_3, g_1, g_3 = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, g_3, g_1


@mistake_in(both_ways)
def last_states_alike(x_1, x_2, x_3, w, u):
    """h_3 and g_3 are right. g_1 is h_3 once more: which input has the backward chain read last?"""
    h_3, _, g_3 = reference.both_ways(x_1, x_2, x_3, w, u)
    return h_3, h_3, g_3


@mistake_in(both_ways)
def oldest_input_forgotten(x_1, x_2, x_3, w, u):
    """g_3 is right. In h_3 and g_1 the input that was read first is missing: it is still there, in the state."""
    return chain(w, u, x_2, x_3), chain(w, u, x_2, x_1), w * x_3


@mistake_in(both_ways)
def last_states_exchanged(x_1, x_2, x_3, w, u):
    """g_3 is right. The two last states have changed places: which input is the freshest in h_3?"""
    h_3, g_1, g_3 = reference.both_ways(x_1, x_2, x_3, w, u)
    return g_1, h_3, g_3


@mistake_in(both_ways)
def backward_chain_goes_on_from_h_3(x_1, x_2, x_3, w, u):
    """The backward chain goes on from the end of the forward one here: it has a beginning of its own, at zero."""
    h_3 = chain(w, u, x_1, x_2, x_3)
    return h_3, chain(w, u, x_3, x_2, x_1, start=h_3), chain(w, u, x_3, start=h_3)


@mistake_in(both_ways)
def state_weight_not_squared(x_1, x_2, x_3, w, u):
    """The oldest input has the weight of the one after it: how many steps has it gone through in the state?"""
    return w * x_3 + w * u * (x_2 + x_1), w * x_1 + w * u * (x_2 + x_3), w * x_3


@mistake_in(both_ways)
def state_weight_left_out(x_1, x_2, x_3, w, u):
    """All inputs count the same here. What is handed on as a state is multiplied at every step."""
    return reference.both_ways(x_1, x_2, x_3, w, 1.0)


@mistake_in(both_ways)
def input_weight_left_out(x_1, x_2, x_3, w, u):
    """The inputs come in without their weight: what is each of them multiplied by when it is read?"""
    return reference.both_ways(x_1, x_2, x_3, 1.0, u)


@mistake_in(both_ways)
def weights_exchanged(x_1, x_2, x_3, w, u):
    """The two weights have changed places: which of them does a new input meet?"""
    return reference.both_ways(x_1, x_2, x_3, u, w)


@mistake_in(both_ways)
def input_weight_on_the_state(x_1, x_2, x_3, w, u):
    """An input is weighted again at every later step: only what is new at a step meets the weight of the input."""
    return reference.both_ways(x_1, x_2, x_3, w, u * w)


@mistake_in(both_ways)
def states_forgotten(x_1, x_2, x_3, w, u):
    """Each state knows only the input beside it: what came in before is carried along, through the state."""
    return w * x_3, w * x_1, w * x_3
