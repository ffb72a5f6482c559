"""Keep one family's care record and print it for the clinic; everything except windows."""

__version__ = "0.1.0"
