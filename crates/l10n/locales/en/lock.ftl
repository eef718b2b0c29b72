# Words: lock.
