"""What users give for settings, in a file, the environment or on the command line, checked."""
