"""The commands, a module each: what is asked, one workflow, what is shown."""
