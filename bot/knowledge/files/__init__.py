"""The knowledge folder as it lies on the disk: its shape, how it is read, and what must agree across files."""
