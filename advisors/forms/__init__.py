"""Forms of the pool, of answers to invitations and of acts."""
