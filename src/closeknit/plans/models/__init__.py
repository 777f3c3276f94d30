"""What people mean to do, said yes to, ask for, and meet for."""

from .intentions import Intention

__all__ = ["Intention"]
