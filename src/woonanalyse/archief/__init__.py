"""What is kept of editions: a page that lists them, and a pack of one to make it again in ten years."""
