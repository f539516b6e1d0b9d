"""The programming strategy: programme, projection, scenarios, measures and the proposal."""
