"""The product: what owners, lawyers and admins use; see docs/decisions for how it is built and why."""
