"""A card's number in a line that was read roughly: the likeliest of all numbers in such groups.

Blanks between groups are missed, a digit is seen twice or as a letter: then what is likeliest step by step is
no number, although the likeliest number is right. It is found among all of them at once (Viterbi 1967).
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from sakchy.detect.picture.fronts.letters import ALPHABET
from sakchy.detect.picture.opencv import Plane
from sakchy.model import Value

Steps = NDArray[np.int8]
FOURS, AMERICAN = (4, 4, 4, 4), (4, 6, 5)
"""Digits of the groups: nearly all networks, and American Express."""
NUMERALS = slice(1, 11)
"""Where the digits are among the odds; the blank of CTC is the first of them."""
BLANK = 1 + ALPHABET.index(" ")
SIGNS = [0, *(1 + ALPHABET.index(sign) for sign in " .-/:")]
"""What is seen between groups."""
LEAST = 1e-4
"""No letter is less likely, so that one bad step does not decide."""
WITHIN = 2.0
"""What a blank between the digits of one group costs; all costs are natural logarithms."""


DOUBT = 8.0
"""The most that a number may cost: what is none costs twice as much."""


class Number(Value, frozen=True):
    """The likeliest number in groups. `repr` does not show it."""

    text: str
    cost: float
    """0 if nothing else is likelier than its digits, and more for each that must be something else."""

    def __repr__(self) -> str:
        return f"Number({len(self.text)} characters, {self.cost:.1f})"


def numbers(odds: Sequence[Plane]) -> list[str]:
    """Card numbers that some readings of a line may say, the likeliest first; several may say the same."""
    found = [number for form in (FOURS, AMERICAN) for number in likeliest(odds, form) if number.cost <= DOUBT]
    return [number.text for number in sorted(found, key=lambda number: number.cost)]


def likeliest(odds: Sequence[Plane], form: tuple[int, ...]) -> list[Number]:
    """For each reading of a line the likeliest number in groups of so many digits."""
    if not odds:
        return []
    steps = max(map(len, odds)) + 1
    cost = np.stack([costs(one, steps) for one in odds])
    back, total = cheapest(cost, emitted(cost, form))
    found = zip(cost, back, total, strict=True)
    return [Number(written(one, ways, form), float(most)) for one, ways, most in found]


def costs(odds: Plane, steps: int) -> Plane:
    """How much less likely each letter is than the likeliest; after the end all is blank."""
    logs = np.log(np.maximum(odds, LEAST))
    rest = np.full((steps - len(odds), odds.shape[1]), -np.log(LEAST), np.float32)
    rest[:, 0] = 0
    return np.concatenate([logs.max(1, keepdims=True) - logs, rest])


def emitted(cost: Plane, form: tuple[int, ...]) -> Plane:
    """What a step costs in every state: gap, digit, gap, digit … gap; beside the number stands anything."""
    states = 2 * sum(form) + 1
    out = np.repeat(np.minimum(cost[..., 0], cost[..., BLANK] + WITHIN)[..., None], states, 2)
    out[..., 1::2] = cost[..., NUMERALS].min(2)[..., None]
    out[..., [2 * end for end in accumulate(form)]] = cost[..., SIGNS].min(2)[..., None]
    out[..., [0, -1]] = np.delete(cost, np.r_[NUMERALS], 2).min(2)[..., None]
    return out


def cheapest(cost: Plane, emit: Plane) -> tuple[Steps, Plane]:
    """How many states back each state is best reached from at each step, and the least cost of all."""
    best = cost[..., NUMERALS].argmin(2)
    state = np.full((len(emit), emit.shape[2] + 2), np.inf, np.float32)  # two in front that nothing leaves
    state[:, 2] = 0
    back = np.zeros(emit.shape, np.int8)
    for step in range(emit.shape[1]):
        ways = np.stack([state[:, 2:], state[:, 1:-1], state[:, :-2]])
        ways[2, :, ::2] = np.inf  # no digit is left out
        ways[2, best[:, step] == best[:, step - 1]] = np.inf  # the same digit twice has a gap between
        back[:, step] = ways.argmin(0)
        state[:, 2:] = ways.min(0) + emit[:, step]
    return back, state[:, -1]


def written(cost: Plane, back: Steps, form: tuple[int, ...]) -> str:
    """The digits of the cheapest way, in groups."""
    spent = np.zeros((sum(form), 10), np.float32)
    state = 2 * sum(form)
    for step in range(len(cost) - 1, -1, -1):
        if state % 2:
            spent[state // 2] += cost[step, NUMERALS]
        state -= int(back[step, state])
    digits = "".join(map(str, spent.argmin(1)))
    ends = list(accumulate(form))
    return " ".join(digits[end - size : end] for end, size in zip(ends, form, strict=True))
