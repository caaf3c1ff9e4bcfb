"""Learning names in torch by spaCy's loop, whichever the network.

In reading order:

- `rows`: examples as a network takes them.
- `losses`: what it learns from gold and what from the model it began as.
- `rehearsal`: texts without annotation, for what it is to go on believing.
- `learner`: what spaCy's loop asks of a component, around both.

Needs torch when it is used, not when it is imported.
"""
