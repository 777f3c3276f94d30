"""The smallest honest Django site, to be measured against."""
