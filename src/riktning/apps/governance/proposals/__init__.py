"""Proposals to form, change and close groups: written, prepared, decided and carried out."""
