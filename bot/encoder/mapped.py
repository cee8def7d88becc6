"""A big table in a file instead of in memory: the system reads in the rows that are asked for, and may forget them again.

A question touches some twenty of 128,000 rows; what people ask in a day, some thousands.
"""

import numpy as np
from numpy.typing import NDArray

from bot.sealed_cache import leave_newest, own_place, read_sealed, write_sealed

NAME = "encoder-table-{name}.bin"
SEAL = 32
"""Bytes before the table: the digest under which `sealed_cache` keeps it."""


def mapped(table: NDArray[np.uint8], name: str) -> NDArray[np.uint8]:
    """The same table, read-only, out of the person's own cache folder; itself where none can be kept.

    `name` is that of the encoder. The file is checked against its own seal and against the table, and written anew if it
    differs.
    """
    folder = own_place()
    if folder is None:
        return table
    file = folder / NAME.format(name=name[:32])
    if read_sealed(file) != table.tobytes() and not write_sealed(file, table.tobytes()):
        return table
    leave_newest(folder, NAME.format(name="*"), 1)
    try:
        rows: NDArray[np.uint8] = np.memmap(file, np.uint8, "r", SEAL, table.shape)
    except OSError:
        return table
    return rows
