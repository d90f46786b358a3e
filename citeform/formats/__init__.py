"""Data formats: text to articles and back, one file or folder per format."""
