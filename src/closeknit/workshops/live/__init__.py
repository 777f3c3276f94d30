"""Telling every screen of a room that something moved, and nothing else: pages say what."""
