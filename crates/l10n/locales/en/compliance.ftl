# Words: compliance.
