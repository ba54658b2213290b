"""By hand: what is in a memory that keeps a part of itself at each step."""

import numpy as np

from autograder.exercise import Aspect, Exercise, Purity, mistake_in
from solutions import lstm as reference


def draw_memories(rng):
    # a few steps; many, with factors near 1; one unit; one step; none
    for H, n, (least, most) in (
        (4, 5, (0.3, 0.9)),
        (3, 60, (0.9, 0.99)),
        (1, 3, (0.4, 0.8)),
        (5, 1, (0.3, 0.9)),
        (2, 0, (0.3, 0.9)),
    ):
        f = np.append(rng.uniform(least, most, H - 1), most)
        yield rng.normal(size=H), rng.choice([-1, 1], H) * rng.uniform(0.5, 1.5, H), f, n


leaky_memory = Exercise(
    reference.leaky_memory,
    results=("c_n", "limit"),
    draw=draw_memories,
    aspects=(
        Aspect(
            "c_n after one step",
            0.5,
            path=(0,),
            when=lambda c_0, written, f, n: n == 1,
            hint="One step multiplies what is in the memory, and then adds what is written.",
        ),
        Aspect(
            "c_n",
            1.5,
            path=(0,),
            needs=("c_n after one step",),
            hint="Write down c_2 and c_3 with c_0 alone: how often has each written number been multiplied? And with "
            "n = 0?",
        ),
        Aspect(
            "limit",
            1,
            path=(1,),
            hint="The limit depends neither on n nor on c_0, and one more step does not change it.",
        ),
        Purity("no side effects", 0.5, needs=("c_n", "limit")),
    ),
)


def limit(written, f):
    return written / (1 - f)


def kept_and_added(c_0, written, f, n):
    """What is left of c_0 after n steps, and of all that was written."""
    return f**n * c_0, (1 - f**n) * limit(written, f)


@mistake_in(leaky_memory)
def one_step_only(c_0, written, f, n):
    """c_n is the memory after a single step: n makes no difference to it."""
    return f * c_0 + written, limit(written, f)


@mistake_in(leaky_memory)
def nothing_written(c_0, written, f, n):
    """c_n holds what is left of c_0, and nothing of what the steps have added."""
    return f**n * c_0, limit(written, f)


@mistake_in(leaky_memory)
def nothing_in_memory_at_first(c_0, written, f, n):
    """c_n holds what the steps have added, and nothing of what was there before them."""
    return kept_and_added(c_0, written, f, n)[1], limit(written, f)


@mistake_in(leaky_memory)
def memory_at_first_kept_whole(c_0, written, f, n):
    """What the steps have added is right. All of c_0 is still there: what happens to it at each step?"""
    return c_0 + kept_and_added(c_0, written, f, n)[1], limit(written, f)


@mistake_in(leaky_memory)
def what_was_written_kept_whole(c_0, written, f, n):
    """Everything that was written is still there in full. What was added at the first step has been multiplied since,
    once at every later step."""
    return f**n * c_0 + n * written, limit(written, f)


@mistake_in(leaky_memory)
def written_once(c_0, written, f, n):
    """In c_n there is one written number. Each step adds one, and a part of each is left at the end."""
    return f**n * c_0 + written, limit(written, f)


@mistake_in(leaky_memory)
def all_of_equal_age(c_0, written, f, n):
    """Every written number is multiplied as often as c_0. Those written later have fewer steps behind them."""
    return f**n * (c_0 + n * written), limit(written, f)


@mistake_in(leaky_memory)
def last_writing_multiplied(c_0, written, f, n):
    """In c_n each written number has been multiplied once too often: a step multiplies first, then it adds. How often
    has the last one been multiplied?"""
    kept, added = kept_and_added(c_0, written, f, n)
    return kept + f * added, limit(written, f)


@mistake_in(leaky_memory)
def written_before_multiplied(c_0, written, f, n):
    """Both results are those of a memory that adds first and multiplies afterwards. Here a step multiplies first, so
    that what it adds is still whole when it ends."""
    kept, added = kept_and_added(c_0, written, f, n)
    return kept + f * added, f * limit(written, f)


@mistake_in(leaky_memory)
def settled_from_the_start(c_0, written, f, n):
    """What is kept of c_0 is right. What has been added counts as if it had settled already, however few the steps."""
    return f**n * c_0 + limit(written, f), limit(written, f)


@mistake_in(leaky_memory)
def one_term_too_many(c_0, written, f, n):
    """One number more has been added than there were steps: how many terms has the sum?"""
    return f**n * c_0 + kept_and_added(c_0, written, f, n + 1)[1], limit(written, f)


@mistake_in(leaky_memory)
def one_term_too_few(c_0, written, f, n):
    """One number less has been added than there were steps: how many terms has the sum?"""
    return f**n * c_0 + kept_and_added(c_0, written, f, n - 1)[1], limit(written, f)


@mistake_in(leaky_memory)
def one_step_too_many(c_0, written, f, n):
    """This is the memory one step later, both what was kept and what was added."""
    return reference.leaky_memory(c_0, written, f, n + 1)


@mistake_in(leaky_memory)
def one_step_too_few(c_0, written, f, n):
    """This is the memory one step earlier, both what was kept and what was added."""
    return reference.leaky_memory(c_0, written, f, n - 1)


@mistake_in(leaky_memory)
def running_average(c_0, written, f, n):
    """What is written is weighted with the part that is lost, as in an average, so that the memory settles at
    `written`. Here all of it is added at each step."""
    return f**n * c_0 + (1 - f**n) * written, written


@mistake_in(leaky_memory)
def limit_is_the_last_memory(c_0, written, f, n):
    """The limit is the memory after n steps here. It should be the same for every n."""
    c_n, _ = reference.leaky_memory(c_0, written, f, n)
    return c_n, c_n


@mistake_in(leaky_memory)
def limit_is_written(c_0, written, f, n):
    """c_n is right. The limit should be a memory that one more step does not change: take your limit, make a step, and
    compare."""
    return reference.leaky_memory(c_0, written, f, n)[0], written


@mistake_in(leaky_memory)
def limit_is_zero(c_0, written, f, n):
    """c_n is right. What was there at the start goes to zero, but each step writes again, so that the limit does
    not."""
    return reference.leaky_memory(c_0, written, f, n)[0], np.zeros_like(written)


@mistake_in(leaky_memory)
def limit_with_the_first_memory(c_0, written, f, n):
    """c_n is right. The limit still has all of c_0 in it: how much of that is left after very many steps?"""
    return reference.leaky_memory(c_0, written, f, n)[0], c_0 + limit(written, f)


@mistake_in(leaky_memory)
def limit_divided_by_the_part_kept(c_0, written, f, n):
    """c_n is right. The limit divides by the part that is kept. Where the memory settles, a step loses just as much as
    it is given: which part is lost?"""
    return reference.leaky_memory(c_0, written, f, n)[0], written / f


@mistake_in(leaky_memory)
def limit_multiplied_by_the_part_lost(c_0, written, f, n):
    """c_n is right. The limit is smaller than what is written in a single step, though a part of all earlier steps
    comes on top of that."""
    return reference.leaky_memory(c_0, written, f, n)[0], written * (1 - f)


@mistake_in(leaky_memory)
def limit_without_the_last_writing(c_0, written, f, n):
    """c_n is right. The limit lacks what the very last step has written, which has not been multiplied yet."""
    return reference.leaky_memory(c_0, written, f, n)[0], f * limit(written, f)


@mistake_in(leaky_memory)
def results_swapped(c_0, written, f, n):
    """Both values are right, and they are returned in each other's place."""
    return reference.leaky_memory(c_0, written, f, n)[::-1]


@mistake_in(leaky_memory)
def memory_changed_in_place(c_0, written, f, n):
    """The values are right, but the c_0 that was handed in is changed: let the memory be a new array."""
    results = reference.leaky_memory(c_0, written, f, n)
    if n > 0:
        c_0[...] = results[0]
    return results
