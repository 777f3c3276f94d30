"""Pages of coming in and of one’s own account that are not allauth’s."""
