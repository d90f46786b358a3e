"""What a program that uses citeform may want for its own tests: a server that plays the services."""
