"""The program on the web: an API over the workflows, and the client that runs on the phone."""
