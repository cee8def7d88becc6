"""Two engines behind one `Database`: connections, transactions, named queries, migrations, backups."""
