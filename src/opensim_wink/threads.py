"""How many threads the linear algebra takes, which must be said before NumPy is imported."""

# Matrices here are small: more threads cost time instead of saving it, and processes that share a
# machine would stand in each other's way.
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
