"""One evaluator per kind of agreement: from an agreement and what is known to its judgements."""
