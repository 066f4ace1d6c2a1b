"""What must be remembered: Django models, actions and policies, one app a domain."""
