from engines import clock, database, database_url, postgres_server, sqlite

__all__ = ["clock", "database", "database_url", "postgres_server", "sqlite"]
