"""The numbers that encoders give."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
