"""`python -m sakchy` is `sakchy`."""

from sakchy.cli import main

if __name__ == "__main__":  # worker processes import this file again and must not start a second guard
    main()
