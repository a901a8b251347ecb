"""Files that people write and the program keeps to: YAML whose every mistake is shown at its line."""
