# Words: welcome.
