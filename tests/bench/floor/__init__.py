"""The floor: a Django project that does the bare work and nothing else. No login, permission, event or template."""
