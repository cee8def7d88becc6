"""From a question to ranked candidates: an index, features, and two small models fitted to the neighbours."""
