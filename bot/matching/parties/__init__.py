"""Whether two names may be one person's or enterprise's: rather once too often than once too seldom."""
