"""Tables that are too sparse are given up whole; what is shown beside them does not tell them."""

from dataclasses import replace

import numpy as np

from indicators.attacking import CATALOGUE, JointAttacker, Told, margins_from
from riktning.indicators.disclosure import DEFAULT_K as K
from riktning.indicators.grid import ROOT
from riktning.indicators.suppression import SHOWN, markings


def test_a_sparse_part_whose_table_is_given_up_is_not_what_the_whole_leaves_of_the_other_part():
    parent = np.array([[ROOT, 0, 0, 0]] * 4)
    chat = np.full((4, 4, 2, 3), 30.0)
    video = np.full((4, 4, 2, 3), 12.0)
    chat[0] = video[0] = 0
    video[1] = [[1, 0, 1], [0, 12, 0]]
    broken = (1, 2, 3)
    share = {"numerator": video + chat, "denominator": video + chat * 4}
    names = ("videokontakter", "chattkontakter", "andel_digitala_primarvard")
    one = {name: replace(CATALOGUE[name], axes=CATALOGUE[name].axes[:1]) for name in names}
    one[names[2]] = replace(one[names[2]], min_denominator=0)
    margins = [
        margins_from(one["videokontakter"], parent, {"numerator": video}, broken=broken),
        margins_from(one["chattkontakter"], parent, {"numerator": chat}, broken=broken),
        margins_from(one["andel_digitala_primarvard"], parent, share, broken=broken),
    ]
    marks = markings(margins, K)
    tells = [[Told("numerator", (0,))], [Told("numerator", (1,))],
             [Told("numerator", (0, 1)), Told("rest", (2,))]]  # fmt: skip
    attacker = JointAttacker(list(zip(margins, marks, tells, strict=True)), 3)
    table = margins[0].sums(margins[0].broken_down[0].parts["numerator"])
    small = (table > 0) & (table < K) & margins[0].unit_periods
    assert small.any() and (marks[0].broken_down[0][small] != SHOWN).all()
    told = Told("numerator", (0,))
    for sex, age, period in list(zip(*np.nonzero(small), strict=True))[:12]:
        figure = attacker.figure(margins[0], 1, period, sex, age)
        assert attacker.width(attacker.among(figure, told)) >= K - 1e-5
