"""Values and rules without await, I/O or clock."""
