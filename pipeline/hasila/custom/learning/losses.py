"""What a network learns: the user's gold, and what the model it began as believes of all else."""

from collections.abc import Collection, Sequence
from typing import Any

from hasila.entities.labels import tag_names
from hasila.training.batches import Row

_NONE = -100


class Targets:
    """Which tags the old model speaks of, and which of them the user's annotation decides.

    Args:
        labels: The labels of the network.
        old: Those of the model it began as, in the order of its tags.
        annotated: Those that the user's texts are annotated with; where nothing is marked, none of them is.
        unlike: Tags of the old model that are not one row of its head each: several together, or none.
    """

    def __init__(
        self,
        labels: Sequence[str],
        old: Sequence[str],
        annotated: Sequence[str],
        unlike: Collection[str] = (),
    ) -> None:
        tags, old_tags = tag_names(labels), tag_names(old)
        self.n_tags = len(tags)
        # Old tag → tag of the network; those that the gold decides count as O.
        self.place = [0 if tag[2:] in annotated or tag not in tags else tags.index(tag) for tag in old_tags]
        # Tag of the network → old tag; what the old model doesn't know looks like O to it.
        self.seen_as = [old_tags.index(tag) if tag in old_tags else 0 for tag in tags]
        self.n_old = len(old_tags)
        # Tags of the network that the gold says nothing of: O and the old labels that aren't annotated. A tag
        # that several rows stood for is not among them: its one row has to learn what the others knew.
        self.untold = [
            row
            for row, tag in enumerate(tags)
            if tag in old_tags and tag[2:] not in annotated and tag not in unlike
        ]

    def of_gold(self, row: Row, believed: Any | None) -> Any:
        """Word by tag: the gold where it marks a name, elsewhere what the old model believes."""
        import torch

        target = torch.zeros(len(row.tags), self.n_tags)
        tags = torch.tensor(row.tags)
        if believed is None:
            target[torch.arange(len(tags)), tags] = 1.0
            return target
        target.index_add_(1, torch.tensor(self.place), believed.exp())
        marked = tags > 0
        target[marked] = torch.nn.functional.one_hot(tags[marked], self.n_tags).float()
        return target

    def as_old(self, scores: Any) -> Any:
        """Log-probabilities of the network's tags as the old model names them."""
        import torch

        found = scores.log_softmax(-1)
        columns = [
            found[:, [at for at, seen in enumerate(self.seen_as) if seen == old]].logsumexp(-1)
            if old in self.seen_as
            else torch.full((len(found),), -30.0)
            for old in range(self.n_old)
        ]
        return torch.stack(columns, -1)


def loss_of(
    scores: Any, letters: Any, rows: Sequence[Row], believed: Sequence[tuple[Any, Any] | None], to: Targets
) -> Any:
    """The mean over words of the cross-entropy of tags, with that of the letters before names.

    Args:
        scores: Row, word and tag.
        letters: Row, word and number of letters; None for a network that says nothing of them.
        believed: For each row what the old model says; None where it is not asked.
    """
    import torch

    words = sum(len(row.first) for row in rows)
    total = torch.zeros(())
    for i, (row, old) in enumerate(zip(rows, believed, strict=True)):
        own = scores[i, : len(row.first), 0].float()
        if row.head < 0 and old is not None:
            total = total - (old[0].exp() * to.as_old(own)).sum()
        else:
            total = total - (to.of_gold(row, old and old[0]) * own.log_softmax(-1)).sum()
        if letters is None:
            continue
        clitics = torch.tensor(row.clitics)
        if old is not None:
            begun = (old[0].argmax(-1) % 2 == 1) & (clitics == _NONE) & (torch.tensor(row.tags) == 0)
            clitics = torch.where(begun, old[1].argmax(-1), clitics)
        of_row = letters[i, : len(row.first)].float()
        if bool((clitics != _NONE).any()):
            total = total + torch.nn.functional.cross_entropy(
                of_row, clitics, ignore_index=_NONE, reduction="sum"
            )
    return total / max(words, 1)
