"""The numbers that encoders give."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]
"""The same in two bytes each, as vectors are kept: likeness needs no more."""
