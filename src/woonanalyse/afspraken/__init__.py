"""The agreements judged: pure functions, one small evaluator per kind of agreement."""
