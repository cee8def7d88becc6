"""From YAML that people write to the knowledge in force: read strictly, checked, indexed, replaced whole."""
