"""What is held against the knowledge before and beside its use: golden questions, warnings, the text of the law."""
