# Words: shell.
