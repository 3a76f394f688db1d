"""The words of the API. What a route answers is checked against them, so that the contract stays true."""
