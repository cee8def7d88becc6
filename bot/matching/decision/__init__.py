"""From ranked candidates to a verdict: thresholds, guards, small talk and alarms."""
