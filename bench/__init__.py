"""Benchmarks of the product; each module is a command of its own."""
