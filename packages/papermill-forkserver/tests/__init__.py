"""What the engine does, compared with papermill's stock engine."""
