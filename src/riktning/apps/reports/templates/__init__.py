"""The kinds of reports there are, as data files beside this one."""
