from engines import breakable_server, clock, database, database_url, postgres_server, sqlite
from notebook import notebook, notebook_folder, sqlite_notebook

__all__ = [
    "breakable_server",
    "clock",
    "database",
    "database_url",
    "notebook",
    "notebook_folder",
    "postgres_server",
    "sqlite",
    "sqlite_notebook",
]
