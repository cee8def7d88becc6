"""Lists that admins keep in Excel: a file's bytes become entries, or all that is wrong with them by row and column.

`sheets` (CSV) and `workbook` (xlsx) give rows of text, `columns` knows the headings, `cells` reads one cell, `reading` puts
them together. Nothing here waits or knows the database.
"""
