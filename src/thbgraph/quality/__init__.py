"""Quality: how far two independent readings of a document agree, before anybody adjudicated them."""
