"""The output formats that come with publish. Each is found by name through an entry point, like any other."""
