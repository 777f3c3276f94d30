"""Pages of the exchange: contacts in, whole networks out and in, leaving, erasing."""
