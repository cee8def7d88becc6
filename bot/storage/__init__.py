"""The only room that knows SQL: two engines behind one `Database`, and a reader for each kind of row."""
