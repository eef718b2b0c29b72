# Words: users.
