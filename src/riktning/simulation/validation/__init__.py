"""Is the model right? Target, model and deviation, for years that it was not made from."""
