"""The kit's clock in seconds: production's (180, 20, 30) would take minutes for each fault."""

LEASE = 8
PATIENCE = 3  # shorter than half the lease, as in production
SWEEP = 2
CLOCK = 3  # of every other task
