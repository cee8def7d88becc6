"""The product: what owners, lawyers and admins use; see docs/decisions for how it is built and why."""

import os

# One thread for linear algebra: the matrices of a question are small, and threads that wait for one another cost three
# times the work. It must be set before numpy is imported; who wants more sets the variable.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# What is validated holds tokens and people's words: no plugin of another package looks on, and none is searched for.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
