"""Need beside hard plan capacity per municipality."""
