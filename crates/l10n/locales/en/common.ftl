# Words: common.
