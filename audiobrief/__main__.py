"""`python -m audiobrief`."""

from audiobrief.cli import main

main()
