"""The output formats that come with publish, each found by name through an entry point, like any other."""
