"""``python -m pipeline`` is ``shuzhi``."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
