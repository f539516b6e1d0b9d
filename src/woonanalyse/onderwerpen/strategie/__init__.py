"""The programming strategy (art. 12, 15, 16): programme, projection, scenarios, measures and the proposal."""
