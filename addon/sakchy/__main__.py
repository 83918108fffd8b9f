"""`python -m sakchy` is `sakchy`."""

from sakchy.cli import main

if __name__ == "__main__":  # importing this file starts nothing
    main(prog_name="sakchy")
