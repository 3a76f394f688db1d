"""From a recording to evidence: signal, efforts, what was done against what was asked, and the history."""
