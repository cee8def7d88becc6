"""What speaks for each label: what its nearest phrasings say together, how much they cover, and how alike one is.

One `Evidence` is a small table, a row for each label that may be meant, a column for each of `FEATURES`.
"""

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Indel

from bot.matching.ranking.features import Floats, Ints, distinct
from bot.matching.ranking.neighbours import Neighbours
from bot.matching.ranking.packed_texts import Texts

LABELS = 16
"""Labels of which evidence is taken: the best ones by vote."""

FEATURES = ("vote", "lesson", "covers", "ratio", "meant")


@dataclass(frozen=True, slots=True)
class Evidence:
    """Labels that may be meant, the one with the best vote first.

    `features` has a row for each label: its *vote* (0 nothing, 1 the whole question is explained), the *lesson*
    (logarithm of its probability among the nearest labels), how much of the question its phrasings *cover* together
    (0…1), the *ratio* of letters that the question shares in order with the nearest one (0…1), and the logarithm of the
    probability that it is *meant* by all that its phrasings mean together (0 for every label where that was not learnt).
    """

    labels: Ints
    features: Floats
    phrasings: Ints
    """For each label the phrasing that is most like the question."""
    listened: float
    """How far likeness of meaning had a part in it, 0…1."""


def heard(
    near: Ints, labels: Ints, beside: Neighbours, normals: Texts, question: str, meant: Floats | None = None
) -> Evidence:
    """The evidence of the phrasings `near`, of these labels and likenesses, about a question in normal form.

    `normals` are the normal forms of all phrasings; `meant` is the logarithm of each label's probability by the meaning of all
    its phrasings.
    """
    owners = np.searchsorted(distinct(labels), labels)
    votes = beside.votes(owners)
    order = np.argsort(-votes, kind="stable")
    owners = np.argsort(order, kind="stable")[owners]
    kept = np.argsort(owners, kind="stable")
    kept = kept[: int(np.searchsorted(owners[kept], LABELS))]
    beside, owners, near = beside.among_these(kept), owners[kept], near[kept]
    firsts = np.flatnonzero(np.append(-1, owners[:-1]) != owners)
    best = np.lexsort((-beside.similar, owners))[firsts]
    covers = np.maximum.reduceat(beside.shares, firsts, axis=0).sum(axis=1)
    ratio = process.cdist(
        [question], [normals[at] for at in near[best].tolist()], scorer=Indel.normalized_similarity
    )[0]
    owned = labels[kept[best]]
    logs = np.zeros(len(best)) if meant is None else meant[owned]
    features = np.stack((votes[order[: len(best)]], beside.lesson(owners), covers, ratio, logs), axis=1)
    return Evidence(owned, features.astype(np.float32), near[best], beside.listened)
