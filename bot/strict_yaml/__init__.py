"""YAML that people write by hand, read strictly: values with their places, and slips explained in plain words."""
