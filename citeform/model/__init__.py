"""What a citable work is: no I/O, no formats."""
