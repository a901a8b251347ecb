"""How updates come in: collected into batches, applied in one transaction, confirmed only after its commit."""
