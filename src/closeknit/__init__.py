"""Closeknit: a home for the network of people around one person."""

__version__ = "0.6.0"
