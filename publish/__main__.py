"""`python -m publish` is the command `publish`."""

import sys

from publish.cli import main

sys.exit(main())
