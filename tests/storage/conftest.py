from notebook import notebook, notebook_folder, sqlite_notebook

__all__ = ["notebook", "notebook_folder", "sqlite_notebook"]
